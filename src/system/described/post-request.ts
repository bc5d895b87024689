import type { PostContract } from '../../protocol/client-contract.ts';

/** What is sent for one text. */
export interface PostRequest {
  method: PostContract['method'];
  headers: Record<string, string>;
  body: string;
}

const defaultField = 'msg';
const contentTypes = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  'json-string': 'application/json',
  text: 'text/plain; charset=utf-8',
};

/** The request that posts a text, as the contract describes it. Header names are in lower case. */
export function postRequest(contract: PostContract, text: string): PostRequest {
  const given = Object.entries(contract.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const type = contract.template === undefined ? contentTypes[contract.body ?? 'form'] : undefined;
  return {
    method: contract.method,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...Object.fromEntries(given) },
    body: bodyOf(contract, text),
  };
}

function bodyOf({ template, body = 'form', field = defaultField }: PostContract, text: string): string {
  if (template !== undefined) return fill(template, text);
  switch (body) {
    case 'form':
      return new URLSearchParams({ [field]: text }).toString();
    case 'json':
      return JSON.stringify({ [field]: text });
    case 'json-string':
      return JSON.stringify(text);
    case 'text':
      return text;
  }
}

/** In one pass: the text may itself look like a placeholder. */
function fill(template: string, text: string): string {
  return template.replace(/\{\{(text|json|form)\}\}/g, (_, how: string) => {
    if (how === 'json') return JSON.stringify(text);
    return how === 'form' ? encodeURIComponent(text) : text;
  });
}
