import { randomBytes } from 'node:crypto'
import { AppError } from '../../scanner/errors.ts'
import type { KeyService } from './key-service.ts'

export interface VaultSettings {
  /** `https://vault.acme.example/v1/transit/keys/gatehouse` */
  readonly url: string
  /** Asked for each request: it may have been renewed. */
  readonly token: () => string
  readonly fetch?: typeof globalThis.fetch
}

const answerMs = 10_000

/**
 * The transit engine of HashiCorp Vault and OpenBao: keys are wrapped there by a key that never leaves it. Source: its API,
 * https://developer.hashicorp.com/vault/api-docs/secret/transit (`encrypt`, `decrypt`; a ciphertext begins with `vault:v3:`, where 3 is the
 * version of the key).
 */
export function createVaultKeyService({ url, token, fetch = globalThis.fetch }: VaultSettings): KeyService {
  const [, mount = '', name = ''] = /^(.*)\/keys\/([\w-]+)$/.exec(url) ?? []
  const host = new URL(url).host
  const prefix = `vault:${name}:`
  const ask = async (what: 'encrypt' | 'decrypt', body: Readonly<Record<string, string>>, field: string) => {
    let response: Response
    try {
      response = await fetch(`${mount}/${what}/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-vault-token': token() },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(answerMs),
      })
    } catch (cause) {
      throw failed(`The key service ${host} does not answer.`, cause)
    }
    const text = await response.text()
    // What it answers may hold a key, so that no message quotes it.
    if (!response.ok) throw failed(`The key service ${host} answered ${what} with ${response.status}.`)
    const value = fieldOf(text, field)
    if (value === undefined) throw failed(`The key service ${host} answered ${what} with something else.`)
    return value
  }
  const wrap = async (dataKey: Buffer) => {
    const ciphertext = await ask('encrypt', { plaintext: dataKey.toString('base64') }, 'ciphertext')
    const version = /^\w+:(v\d+):/.exec(ciphertext)?.[1]
    if (version === undefined) throw failed(`The key service ${host} gave a text without a version.`)
    return { keyId: `${prefix}${version}`, wrapped: Buffer.from(ciphertext) }
  }
  return {
    isMine: (keyId) => keyId.startsWith(prefix),
    // Reading the key's own page would take one more permission.
    currentId: async () => (await wrap(randomBytes(32))).keyId,
    wrap,
    unwrap: async (wrapped) =>
      Buffer.from(await ask('decrypt', { ciphertext: wrapped.toString() }, 'plaintext'), 'base64'),
  }
}

function fieldOf(text: string, field: string): string | undefined {
  try {
    const { data }: { data?: Readonly<Record<string, unknown>> } = JSON.parse(text)
    const value = data?.[field]
    return typeof value === 'string' ? value : undefined
  } catch {
    // No JSON: who asked says so.
    return undefined
  }
}

const failed = (message: string, cause?: unknown): AppError =>
  new AppError('key-service-failed', message, cause === undefined ? {} : { cause })
