import { writeWhole } from './bundle.js';
import { documentTypes } from './document-types.js';

await writeWhole('dist/documents.d.cts', documentTypes(), 0o644);
