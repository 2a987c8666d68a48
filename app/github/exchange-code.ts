import { z } from 'zod'
import { createGuardedFetch } from './guarded-fetch.ts'

/** An App that GitHub has just made, with its secrets: GitHub hands them out once. */
export interface MadeApp {
  readonly id: number
  readonly slug: string
  readonly name: string
  /** Its page on GitHub. */
  readonly page: string
  readonly clientId: string
  readonly clientSecret: string
  readonly privateKey: string
  readonly webhookSecret: string | null
}

export type Exchanged =
  | { readonly kind: 'made'; readonly app: MadeApp }
  /** The code is older than an hour, used, or none. */
  | { readonly kind: 'refused' }
  /** GitHub did not answer, or with an error of its own: the same code may be tried again. */
  | { readonly kind: 'unavailable' }

const answer = z.object({
  id: z.int().positive(),
  slug: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  html_url: z.url({ protocol: /^https?$/ }),
  client_id: z.string(),
  client_secret: z.string(),
  pem: z.string().includes('PRIVATE KEY'),
  webhook_secret: z.string().nullable(),
})

const limitMs = 15_000

/**
 * Exchanges a code that GitHub sent with the browser for the App's secrets. Source: docs.github.com, "Registering a GitHub App
 * from a manifest": unauthenticated, within one hour.
 */
export async function exchangeCode(
  apiUrl: string,
  code: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Exchanged> {
  // It changes nothing on GitHub that the person has not just made there, so the guard lets it through in every mode.
  const guarded = createGuardedFetch(apiUrl, () => 'observe', fetch)
  const base = apiUrl.replace(/\/$/, '')
  try {
    const response = await guarded(`${base}/app-manifests/${encodeURIComponent(code)}/conversions`, {
      method: 'POST',
      headers: { accept: 'application/vnd.github+json', 'user-agent': 'gatehouse' },
      signal: AbortSignal.timeout(limitMs),
    })
    if (response.status === 404 || response.status === 422) return { kind: 'refused' }
    if (!response.ok) return { kind: 'unavailable' }
    const made = answer.safeParse(await response.json())
    return made.success ? { kind: 'made', app: named(made.data) } : { kind: 'unavailable' }
  } catch {
    // No answer, or half of one. The person sees that it can be tried again, which is all there is to do about it.
    return { kind: 'unavailable' }
  }
}

const named = (made: z.output<typeof answer>): MadeApp => ({
  id: made.id,
  slug: made.slug,
  name: made.name,
  page: made.html_url,
  clientId: made.client_id,
  clientSecret: made.client_secret,
  privateKey: made.pem,
  webhookSecret: made.webhook_secret,
})
