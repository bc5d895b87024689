import { fileURLToPath } from 'node:url';
import { documentTypes } from './document-types.js';
import { writeWhole } from './write-whole.js';

await writeWhole(fileURLToPath(new URL('../dist/documents.d.cts', import.meta.url)), documentTypes(), 0o644);
