import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import tls from 'node:tls'
import { callbackify, promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3'
import { resolveAllowed } from '../../notifications/channels/resolve-allowed.ts'
import { refusedByName } from '../../notifications/channels/send-request.ts'
import { connectTo } from '../connect.ts'
import type { SinkProblemCode } from '../problems.ts'
import type { SettingsOf } from '../settings.ts'
import { delivered, type SinkBatch, type SinkKind, type SinkNetwork, type SinkOutcome } from '../sink.ts'
import { failedBy } from '../why-failed.ts'

type Settings = SettingsOf<'objectStorage'>

const compressed = promisify(gzip)

type Done = ((error: Error | null, socket: Duplex) => void) | undefined

/**
 * Objects of an S3-compatible storage, one for each batch. Its name is made of the first event's day and the batch's name, so that what is
 * uploaded again takes the place of itself.
 */
export const objectStorageSink: SinkKind<Settings> = {
  limits: { events: 5000, bytes: 8 * 1024 * 1024 },
  doubles: false,
  collectSeconds: ({ collectSeconds }) => collectSeconds,
  receiverOf: (settings) => endpointOf(settings).host,
  open: (settings, secret, network) => {
    let client: Promise<S3Client> | undefined
    return {
      deliver: async (batch, signal) => {
        try {
          await refuseByName(settings, network)
          client ??= openClient(settings, secret(), network)
          const { PutObjectCommand } = await import('@aws-sdk/client-s3')
          const limit = AbortSignal.any([signal, AbortSignal.timeout(network.timeoutMs)])
          await (
            await client
          ).send(new PutObjectCommand(await objectOf(batch, settings)), { abortSignal: limit })
          return delivered
        } catch (error) {
          return outcomeOf(error)
        }
      },
    }
  },
}

const endpointOf = ({ endpoint, region }: Settings): URL =>
  new URL(endpoint ?? `https://s3.${region}.amazonaws.com`)

/** Before anything is asked: an address that stands there itself is looked up by nobody. */
async function refuseByName(settings: Settings, network: SinkNetwork): Promise<void> {
  const { protocol, hostname } = endpointOf(settings)
  const name = hostname.replace(/^\[(.*)\]$/, '$1')
  if (protocol !== 'https:') return void (await resolveAllowed(name, { ...network, isPlain: true }))
  const refused = await refusedByName(name, network)
  if (refused) throw refused
}

/** The package is large, and most need none of it. */
async function openClient(settings: Settings, secret: string, network: SinkNetwork): Promise<S3Client> {
  const sdk = await import('@aws-sdk/client-s3')
  const checked = callbackify((name: string) => resolveAllowed(name, { ...network, isPlain: true }))
  const plainLookup: LookupFunction = (name, { all }, callback) =>
    checked(name, (error, found) => {
      if (error) callback(error, '')
      else if (all === true) callback(null, [...found])
      else callback(null, found[0].address, found[0].family)
    })
  const usual = { keepAlive: true, maxSockets: 1 }
  const httpsAgent = new https.Agent(usual)
  httpsAgent.createConnection = ({ host, port }, done) => void secured(String(host), Number(port), done)
  const secured = async (name: string, port: number, done: Done): Promise<void> => {
    try {
      const signal = AbortSignal.timeout(network.timeoutMs)
      const socket = await connectTo(name, port, network, signal)
      const { ca } = settings
      const servername = isIP(name) === 0 ? { servername: name } : { host: name }
      done?.(null, tls.connect({ socket, ...servername, ...(ca !== undefined && { ca }) }))
    } catch (error) {
      done?.(error instanceof Error ? error : new Error(String(error)), new Socket())
    }
  }
  return new sdk.S3Client({
    region: settings.region,
    endpoint: endpointOf(settings).href,
    forcePathStyle: settings.pathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: secret },
    // We try again ourselves, later and later.
    maxAttempts: 1,
    // Others than Amazon do not all know its newer checksums; the signature is over the bytes in any case.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      httpAgent: new http.Agent({ ...usual, lookup: plainLookup }),
      httpsAgent,
      connectionTimeout: network.timeoutMs,
      requestTimeout: network.timeoutMs,
    },
  })
}

async function objectOf(
  { name, organization, events, isTest }: SinkBatch,
  settings: Settings,
): Promise<PutObjectCommandInput> {
  const text = `${events.map((event) => event.text).join('\n')}\n`
  const day = events[0].at.toISOString().slice(0, 10).replaceAll('-', '/')
  const folder = isTest ? 'test' : `${organization}/${day}`
  return {
    Bucket: settings.bucket,
    Key: `${settings.prefix}${folder}/${name}.jsonl${settings.compress ? '.gz' : ''}`,
    Body: settings.compress ? await compressed(text) : Buffer.from(text),
    ContentType: settings.compress ? 'application/gzip' : 'application/x-ndjson',
  }
}

/** Source: Amazon S3, "Error responses". */
const problemOfName: Readonly<Record<string, SinkProblemCode>> = {
  NoSuchBucket: 'bucket-missing',
  InvalidBucketName: 'bucket-missing',
  AccessDenied: 'not-accepted',
  InvalidAccessKeyId: 'not-accepted',
  SignatureDoesNotMatch: 'not-accepted',
  AccountProblem: 'not-accepted',
  PermanentRedirect: 'wrong-region',
  AuthorizationHeaderMalformed: 'wrong-region',
  IllegalLocationConstraintException: 'wrong-region',
  RequestTimeTooSkewed: 'clock-skewed',
  SlowDown: 'busy',
  ServiceUnavailable: 'busy',
}

function outcomeOf(error: unknown): SinkOutcome {
  const status = statusOf(error)
  if (status === undefined || !(error instanceof Error)) return failedBy(error)
  const detail = `(${status}, ${error.name})`
  if (status === 413 || error.name === 'EntityTooLarge')
    return { kind: 'refused', problem: { code: 'too-large', detail } }
  const code = problemOfName[error.name] ?? codeOf(status)
  return { kind: 'failed', problem: { code, detail }, mayHaveArrived: status >= 500 }
}

function codeOf(status: number): SinkProblemCode {
  if (status === 401 || status === 403) return 'not-accepted'
  if (status === 404) return 'bucket-missing'
  if (status >= 300 && status < 400) return 'redirected'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'receiver-failed' : 'unexpected-answer'
}

/** The SDK's errors say what was answered. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined
  const { $metadata: about } = error
  return typeof about === 'object' &&
    about !== null &&
    'httpStatusCode' in about &&
    typeof about.httpStatusCode === 'number'
    ? about.httpStatusCode
    : undefined
}
