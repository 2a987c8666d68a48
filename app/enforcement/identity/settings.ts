import { z } from 'zod'

const name = z.string().min(1).max(200)
/** Plain HTTP is for a provider on the same machine, as in tests: nobody listens between the two. */
const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine(isSafe, 'It has to begin with https://.')

function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost'
}

const shared = {
  /** Whether somebody whom the provider sends for the first time is taken in, or has to be provisioned by SCIM before. */
  provisioning: z.enum(['on-sign-in', 'scim-only']).default('on-sign-in'),
  /** Whether its name stands on the sign-in page; else it is found by e-mail address. */
  isListed: z.boolean().default(true),
}

/** What is not secret of an OpenID Connect connection. */
export const oidcSettings = z.strictObject({
  issuer: address,
  clientId: name,
  scopes: z
    .array(name.regex(/^[\u0021-\u007e]+$/))
    .min(1)
    .max(20)
    .default(['openid', 'email', 'profile']),
  groupsClaim: name.default('groups'),
  /** For directories that say no `email_verified` (Entra): their owners give out the addresses. Never where people type their own. */
  trustsUnmarkedEmail: z.boolean().default(false),
  ...shared,
})
export type OidcSettings = z.infer<typeof oidcSettings>

/** What is not secret of a SAML 2.0 connection: what its metadata say, and which attributes are read. */
export const samlSettings = z.strictObject({
  entityId: z.string().min(1).max(2000),
  signInUrl: address,
  /** PEM. Several while the provider goes over from one to the next. */
  certificates: z.array(z.string().max(10_000)).min(1).max(5),
  emailAttribute: name.optional(),
  groupsAttribute: name.default('groups'),
  ...shared,
})
export type SamlSettings = z.infer<typeof samlSettings>

/** Somebody as a provider has just shown them, its signature checked. */
export interface Shown {
  /** What it knows them by and never changes. */
  readonly subject: string
  readonly email: string | undefined
  readonly isEmailVerified: boolean
  readonly displayName: string | undefined
  readonly groups: readonly string[]
  /** Everything else that it said, as lists of texts. */
  readonly claims: Readonly<Record<string, readonly string[]>>
}
