import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * The transit engine of Vault as far as it is used, over HTTP: keys with versions, ciphertexts as `vault:v1:…`, a token. Source: its API,
 * https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export async function startVault() {
  const keys = [randomBytes(32)]
  const vault = { token: 'first', requests: 0, rotate: () => void keys.push(randomBytes(32)) }
  const answer = (url: string, body: Readonly<Record<string, string>>): object | undefined => {
    if (url === '/v1/transit/encrypt/gatehouse') {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keys[keys.length - 1]!, nonce)
      const text = Buffer.concat([cipher.update(Buffer.from(body['plaintext']!, 'base64')), cipher.final()])
      const packed = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
      return { ciphertext: `vault:v${keys.length}:${packed}`, key_version: keys.length }
    }
    if (url !== '/v1/transit/decrypt/gatehouse') return undefined
    const [, version = '', packed = ''] = /^vault:v(\d+):(.*)$/.exec(body['ciphertext']!) ?? []
    const bytes = Buffer.from(packed, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', keys[Number(version) - 1]!, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
    return { plaintext: text.toString('base64') }
  }
  const server = createServer((request, response) => void answerTo(request, response))
  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    vault.requests += 1
    const data =
      request.headers['x-vault-token'] === vault.token
        ? answer(request.url ?? '', JSON.parse(await textOf(request)))
        : undefined
    response.writeHead(data ? 200 : 403, { 'content-type': 'application/json' })
    response.end(JSON.stringify(data ? { data } : { errors: ['permission denied'] }))
  }
  const stop = (): void => {
    server.close()
    server.closeAllConnections()
  }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(stop)
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1/transit/keys/gatehouse`
  return { vault, url, stop }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
