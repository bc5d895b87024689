import fastify from 'fastify';

/**
 * A validator of documents by a JSON Schema that knows nothing of zod: the one that Fastify checks request bodies with.
 * @returns whether a document is valid
 */
export function jsonSchemaValidator(schema: object): (document: unknown) => Promise<boolean> {
  const app = fastify({
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  app.post('/', { schema: { body: schema } }, () => 'valid');
  return async (document) => {
    const response = await app.inject({
      method: 'POST',
      url: '/',
      payload: JSON.stringify(document),
      headers: { 'content-type': 'application/json' },
    });
    return response.statusCode === 200;
  };
}
