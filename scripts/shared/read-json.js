import { readFile } from 'node:fs/promises';

/**
 * Reads a JSON document of the schema's shape.
 * @template T
 * @param {string} file
 * @param {import('zod').ZodType<T>} schema
 * @returns {Promise<T>}
 */
export async function readJson(file, schema) {
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}
