// Builds dist/documents.d.cts, the types of the --json documents.
// Usage: npm run build:types
import { documentTypes } from './document-types.js';
import { writeWhole } from './write-whole.js';

await writeWhole('dist/documents.d.cts', documentTypes(), 0o644);
