import { objectStorageSink } from './kinds/object-storage.ts'
import { splunkSink } from './kinds/splunk.ts'
import { syslogSink } from './kinds/syslog.ts'
import { webhookSink } from './kinds/webhook.ts'
import type { SettingsOf, SinkKindName, SinkSettings } from './settings.ts'
import type { Sink, SinkKind, SinkLimits, SinkNetwork } from './sink.ts'

/** Every kind of receiver. */
export const sinkKinds: { readonly [Name in SinkKindName]: SinkKind<SettingsOf<Name>> } = {
  webhook: webhookSink,
  splunk: splunkSink,
  syslog: syslogSink,
  objectStorage: objectStorageSink,
}

/** A sink with what is to be known of its kind. */
export interface OpenedSink extends Sink {
  readonly limits: SinkLimits
  readonly doubles: boolean
  readonly collectSeconds: number
}

/** Opens the way to a receiver; nothing is connected to yet. */
export function openSink(settings: SinkSettings, secret: () => string, network: SinkNetwork): OpenedSink {
  const kind = kindOf(settings)
  return {
    limits: kind.limits,
    doubles: kind.doubles,
    collectSeconds: kind.collectSeconds(settings),
    deliver: kind.open(settings, secret, network).deliver,
  }
}

/** The host that the secret is sent to. */
export const receiverOf = (settings: SinkSettings): string => kindOf(settings).receiverOf(settings)

/** The compiler does not see that a kind and its settings belong together. */
const kindOf = ({ kind }: SinkSettings): SinkKind<SinkSettings> =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the table holds each kind at its own name
  sinkKinds[kind] as unknown as SinkKind<SinkSettings>
