import { isIPv6 } from 'node:net';
import { parseArgs } from 'node:util';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { serviceKinds, type ServiceKind } from '../../protocol/service-kind.ts';

export interface ServeArgs {
  kind: ServiceKind;
  instance: string;
  /** 0: any free one. */
  port: number;
  host: string;
  /** Name or address by which others reach it; undefined: derived from `host`. */
  publicHost?: string | undefined;
  /** Base address of the config-server. */
  configServer: string;
}

/** @throws UsageError */
export function parseServeArgs(args: string[]): ServeArgs {
  const { values, positionals } = parse(args);
  const kind = serviceKinds.find((known) => known === positionals[0]);
  if (kind === undefined || positionals.length !== 1)
    throw new UsageError(`serve: name exactly one service: ${serviceKinds.join(', ')}`);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new UsageError(`serve: --port '${values.port}' is not a port: 0 to 65535`);
  if (!URL.canParse(values['config-server']))
    throw new UsageError(`serve: --config-server '${values['config-server']}' is not an address`, {
      hint: 'for example http://127.0.0.1:8888',
    });
  return {
    kind,
    port,
    instance: values.instance ?? `${kind}-1`,
    host: values.host,
    publicHost: readPublicHost(values['public-host']),
    configServer: values['config-server'].replace(/\/+$/, ''),
  };
}

/** The host part of an address; an IPv6 address may omit the brackets. */
function readPublicHost(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const host = isIPv6(text) ? `[${text}]` : text;
  if (/^(\[[0-9a-f:.]+\]|[^\s/?#@\\[\]:]+)$/i.test(host) && URL.canParse(`http://${host}`)) return host;
  throw new UsageError(`serve: --public-host '${text}' is not a host name`, {
    hint: 'only the name or address, for example facade-service-1',
  });
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        instance: { type: 'string' },
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        'public-host': { type: 'string' },
        'config-server': { type: 'string', default: 'http://127.0.0.1:8888' },
      },
    });
  } catch (error) {
    throw new UsageError(`serve: ${messageOf(error)}`, { cause: error });
  }
}
