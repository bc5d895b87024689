import { parseArgs } from 'node:util';
import { UsageError, messageOf } from '../shared/errors.ts';
import { serviceKinds, type ServiceKind } from '../shared/service-kind.ts';

export interface ServeArgs {
  kind: ServiceKind;
  instance: string;
  /** 0: any free one. */
  port: number;
  host: string;
  /** Base address of the config-server. */
  configServer: string;
}

/** @throws UsageError */
export function parseServeArgs(args: string[]): ServeArgs {
  const { values, positionals } = parse(args);
  const kind = serviceKinds.find((known) => known === positionals[0]);
  if (kind === undefined || positionals.length !== 1)
    throw new UsageError(`serve: name one service: ${serviceKinds.join(', ')}`);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new UsageError(`serve: --port '${values.port}' is no port: 0 to 65535`);
  if (!URL.canParse(values['config-server']))
    throw new UsageError(`serve: --config-server '${values['config-server']}' is no address`, {
      hint: 'for example http://127.0.0.1:8888',
    });
  return {
    kind,
    port,
    instance: values.instance ?? `${kind}-1`,
    host: values.host,
    configServer: values['config-server'].replace(/\/+$/, ''),
  };
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
        'config-server': { type: 'string', default: 'http://127.0.0.1:8888' },
      },
    });
  } catch (error) {
    throw new UsageError(`serve: ${messageOf(error)}`, { cause: error });
  }
}
