import { createHmac } from 'node:crypto'
import type { World } from '../world/world.ts'
import type { Delivery, Message } from './delivery.ts'

/** Sends a message as GitHub does: signed, once, for ten seconds, without following redirects. */
export async function send(world: World, message: Message, stop: AbortSignal): Promise<Delivery> {
  const { app, text } = message
  const { url } = app.webhook
  const headers = headersOf(world, message)
  const started = world.clock.now()
  const timeout = AbortSignal.timeout(world.settings.webhookTimeout)
  const answer = await post(url, headers, text, AbortSignal.any([timeout, stop]))
  return {
    id: world.nextId(),
    guid: message.guid,
    appId: app.id,
    event: message.event,
    action: message.action,
    installationId: message.installationId,
    repositoryId: message.repositoryId,
    deliveredAt: started,
    isRedelivery: message.isRedelivery,
    url,
    headers,
    text,
    duration: (world.clock.now() - started) / 1000,
    ...answer,
    ...(timeout.aborted ? { status: 'timed out' } : {}),
  }
}

type Answer = Pick<Delivery, 'statusCode' | 'status' | 'responseHeaders' | 'responseText'>

async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    return {
      statusCode: response.status,
      status: response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`,
      responseHeaders: Object.fromEntries(response.headers),
      responseText: await response.text(),
    }
  } catch {
    // Nobody there, or too slow: GitHub's log tells it from an answer by the code.
    return { statusCode: 0, status: 'failed to connect to host', responseHeaders: {}, responseText: '' }
  }
}

function headersOf(
  { profile, urls }: World,
  { app, event, guid, text }: Message,
): Readonly<Record<string, string>> {
  const { secret } = app.webhook
  const sign = (algorithm: 'sha1' | 'sha256') =>
    `${algorithm}=${createHmac(algorithm, secret).update(text).digest('hex')}`
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/5d8a1b3',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(hookId(app.id)),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    ...(secret === '' ? {} : { 'x-hub-signature': sign('sha1'), 'x-hub-signature-256': sign('sha256') }),
    ...('serverVersion' in profile
      ? {
          'x-github-enterprise-host': new URL(urls.web).host,
          'x-github-enterprise-version': profile.serverVersion,
        }
      : {}),
  }
}

/** Each App has one hook. */
const hookId = (appId: number): number => 500_000_000 + appId
