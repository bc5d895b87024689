import { readFile } from 'node:fs/promises';

/**
 * The JSON document in a file, of the shape that the schema tells.
 * @template T
 * @param {string} file
 * @param {import('zod').ZodType<T>} schema
 * @returns {Promise<T>}
 */
export async function readJson(file, schema) {
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}
