import { isIP, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import { mailOf } from '../formats/mail.ts'
import { failed, type Outcome, sent } from '../retry.ts'
import type { MailSettings } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { AddressRefused, resolveAllowed } from './resolve-allowed.ts'
import { refusedByName } from './send-request.ts'

/**
 * Mail by any SMTP server. nodemailer is given the address that was checked and not the name, which it would ask for itself; the
 * certificate is that of the name all the same.
 */
export const mailChannel =
  (settings: MailSettings, network: Network): Channel =>
  async ({ message, recipient }) => {
    try {
      const transport = await openTransport(settings, network)
      try {
        await transport.sendMail({
          from: { name: 'Gatehouse', address: settings.from },
          to: { name: '', address: recipient },
          ...mailOf(message),
          // The same each time that it is tried: who gets it twice can tell.
          messageId: `<${message.id}@${settings.from.split('@').at(-1)}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        return sent
      } finally {
        transport.close()
      }
    } catch (error) {
      return outcomeOf(error)
    }
  }

async function openTransport(settings: MailSettings, network: Network) {
  const { host, port, security, user, password } = settings
  const connection = await throughProxy(settings, network)
  const address = connection
    ? host
    : (await resolveAllowed(host, { ...network, isPlain: security === 'none' }))[0].address
  return createTransport({
    host: address,
    ...(connection && { connection }),
    port,
    secure: security === 'tls',
    // Or nothing is sent: without it a server, or who sits between, could ask for plain text.
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(isIP(host) === 0 && { tls: { servername: host } }),
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password() } }),
    connectionTimeout: network.timeoutMs,
    greetingTimeout: network.timeoutMs,
    socketTimeout: network.timeoutMs,
    logger: false,
  })
}

async function throughProxy(
  { host, port, security }: MailSettings,
  network: Network,
): Promise<Socket | undefined> {
  if (security === 'none') return undefined
  const connection = await network.tunnel?.(host, port, AbortSignal.timeout(network.timeoutMs))
  const refused = connection && (await refusedByName(host, network))
  if (!refused) return connection
  connection.destroy()
  throw refused
}

/** What the server says is not repeated: it may quote what it was told. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof AddressRefused) return failed(error.message)
  if (!(error instanceof Error)) return failed('it could not be sent')
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  // Its message names host and proxy, and no secret.
  if (code === 'TUNNEL_REFUSED') return failed(error.message)
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  const why = answer > 0 ? `the mail server answered ${answer} (${code})` : `the mail server failed (${code})`
  // It knows no such recipient, or takes no such message. Who is not let in may be let in later.
  const isFinal = answer >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
  return { kind: 'failed', why, ...(isFinal && { isFinal }) }
}
