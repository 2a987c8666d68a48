import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { cursorPage } from '../server/pages.ts'
import { badCredentials, found } from '../server/refusal.ts'
import { accepted, ok } from '../server/reply.ts'
import type { Delivery } from '../webhooks/delivery.ts'
import type { App } from '../world/entities.ts'

/** An App's own hook: where it goes, what was sent, and once more. */
export const appWebhookHandlers: Handlers = {
  'apps/get-webhook-config-for-app': (request) => ok(config(appOf(request))),
  'apps/update-webhook-config-for-app': (request) => {
    const { webhook } = appOf(request)
    const body = request.body<{ url?: string; secret?: string }>({})
    webhook.url = body.url ?? webhook.url
    webhook.secret = body.secret ?? webhook.secret
    webhook.active = webhook.url !== ''
    return ok(config(appOf(request)))
  },
  'apps/list-webhook-deliveries': (request) => {
    const status = request.query.text('status')
    const wanted = deliveries(request).filter(
      (one) => status === undefined || isSuccess(one) === (status === 'success'),
    )
    return cursorPage(request, wanted, item, 'cursor')
  },
  'apps/get-webhook-delivery': (request) => {
    const one = deliveryIn(request)
    const payload: unknown = JSON.parse(one.text)
    return ok({
      ...item(one),
      url: one.url,
      request: { headers: one.headers, payload },
      response: { headers: one.responseHeaders, payload: one.responseText },
    })
  },
  'apps/redeliver-webhook-delivery': (request) => {
    request.github.webhooks.redeliver(deliveryIn(request))
    return accepted({})
  },
}

function appOf({ actor }: ApiRequest): App {
  if (actor.kind !== 'app') throw badCredentials()
  return actor.app
}

const config = ({ webhook }: App) => ({
  url: webhook.url,
  content_type: 'json',
  insecure_ssl: '0',
  // Never the secret itself.
  ...(webhook.secret === '' ? {} : { secret: '********' }),
})

const deliveries = (request: ApiRequest): readonly Delivery[] =>
  request.github.webhooks.deliveries(appOf(request).id)

const deliveryIn = (request: ApiRequest): Delivery =>
  found(deliveries(request).find(({ id }) => id === Number(request.params['delivery_id'])))

const isSuccess = ({ statusCode }: Delivery): boolean => statusCode >= 200 && statusCode < 400

const item = (one: Delivery) => ({
  id: one.id,
  guid: one.guid,
  delivered_at: new Date(one.deliveredAt).toISOString(),
  redelivery: one.isRedelivery,
  duration: one.duration,
  status: one.status,
  status_code: one.statusCode,
  event: one.event,
  action: one.action ?? null,
  installation_id: one.installationId ?? null,
  repository_id: one.repositoryId ?? null,
  throttled_at: null,
})
