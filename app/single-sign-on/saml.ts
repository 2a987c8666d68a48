import { type CacheProvider, type Profile, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { z } from 'zod'
import { SignOnRefused } from '../enforcement/identity/refusal.ts'
import type { SamlSettings, Shown } from '../enforcement/identity/settings.ts'
import { textsOf } from './texts-of.ts'

/** By how much clocks may differ, in milliseconds. */
const skewMs = 30_000
/** A request is good for so long. */
const requestMs = 10 * 60_000
/** Nobody's assertion is this large; XML beyond it only costs. */
const longestResponse = 200_000

/** Which requests of ours are open, in the database: an answer may come to another process than the one that asked. */
export interface OpenRequests {
  /** @returns when it was made; undefined: there is none, or it was answered */
  readonly find: (id: string) => Promise<Date | undefined>
  readonly close: (id: string) => Promise<void>
}

export interface SamlParts {
  readonly settings: SamlSettings
  /** Ours: the address of our metadata is our name. */
  readonly entityId: string
  /** Where answers are sent. */
  readonly answerUrl: string
  readonly requests: OpenRequests
}

/** An answer that was checked. */
export interface SamlAnswer {
  readonly shown: Shown
  readonly assertionId: string
  /** The request that it answers. */
  readonly requestId: string
}

/** A SAML identity provider of one connection. Everything throws `SignOnRefused`. */
export interface SamlProvider {
  /** @param requestId an XML id: begins with `_` */
  readonly authorizeUrl: (requestId: string, relayState: string) => Promise<string>
  /** @param response as the form has it, in base64 */
  readonly check: (response: string) => Promise<SamlAnswer>
  /** Our description, for the provider. */
  readonly metadata: () => string
}

export function openSamlProvider({ settings, entityId, answerUrl, requests }: SamlParts): SamlProvider {
  const open = (requestId?: string): SAML =>
    new SAML({
      issuer: entityId,
      audience: entityId,
      callbackUrl: answerUrl,
      entryPoint: settings.signInUrl,
      idpCert: [...settings.certificates],
      idpIssuer: settings.entityId,
      wantAssertionsSigned: true,
      // Entra signs the assertion alone by default, Okta both.
      wantAuthnResponseSigned: false,
      validateInResponseTo: ValidateInResponseTo.always,
      requestIdExpirationPeriodMs: requestMs,
      cacheProvider: cacheOf(requests),
      acceptedClockSkewMs: skewMs,
      maxAssertionAgeMs: requestMs,
      signatureAlgorithm: 'sha256',
      digestAlgorithm: 'sha256',
      // ADFS and Entra refuse whoever signed in otherwise than by a password where one is asked for.
      disableRequestedAuthnContext: true,
      identifierFormat: null,
      ...(requestId !== undefined && { generateUniqueId: () => requestId }),
    })
  return {
    authorizeUrl: (requestId, relayState) => open(requestId).getAuthorizeUrlAsync(relayState, undefined, {}),
    check: (response) => check(open(), response, settings, answerUrl),
    metadata: () => open().generateServiceProviderMetadata(null, null),
  }
}

const cacheOf = ({ find, close }: OpenRequests): CacheProvider => ({
  // It was written when the sign-in began, with the browser that it belongs to.
  saveAsync: async (_key, value) => ({ value, createdAt: Date.now() }),
  getAsync: async (key) => (await find(key))?.toISOString() ?? null,
  removeAsync: async (key) => {
    if (key !== null) await close(key)
    return key
  },
})

async function check(
  saml: SAML,
  response: string,
  settings: SamlSettings,
  answerUrl: string,
): Promise<SamlAnswer> {
  if (response.length > longestResponse) throw notProven('The response is too large')
  const xml = Buffer.from(response, 'base64').toString('utf8')
  demandStrong(xml)
  let profile: Profile | null
  try {
    ;({ profile } = await saml.validatePostResponseAsync({ SAMLResponse: response }))
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it cannot be read'
    throw notProven(message, error)
  }
  if (!profile) throw new SignOnRefused('sso-denied', 'The provider sent no assertion.')
  return readAssertion(profile, settings, answerUrl)
}

/** SHA-1 can be forged, and an HMAC's "key" would be the public certificate. Source: RFC 9231, FIPS 186-5. */
const strong = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512',
])

function demandStrong(xml: string): void {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw notProven('The response has a document type')
  for (const [, algorithm = ''] of xml.matchAll(
    /<(?:[\w.-]+:)?(?:SignatureMethod|DigestMethod)\b[^>]*?Algorithm\s*=\s*["']([^"']*)/g,
  ))
    if (!strong.has(algorithm))
      throw notProven(`It is signed by ${algorithm.slice(0, 100)}, and SHA-256 or better is asked for`)
}

const attribute = z.record(z.string(), z.unknown())
const text = z.union([z.string(), z.looseObject({ _: z.string() }).transform(({ _ }) => _)])
/** As xml2js shows the assertion whose signature was checked. */
const assertionSchema = z.object({
  Assertion: z.looseObject({
    $: z.looseObject({ ID: z.string().min(1).max(500) }),
    Issuer: z.tuple([text], z.unknown()),
    Subject: z.tuple([
      z.looseObject({
        SubjectConfirmation: z
          .array(
            z.looseObject({
              $: z.looseObject({ Method: z.string() }),
              SubjectConfirmationData: z
                .array(
                  z.looseObject({
                    $: z.looseObject({
                      Recipient: z.string(),
                      InResponseTo: z.string(),
                      NotOnOrAfter: z.string(),
                    }),
                  }),
                )
                .length(1),
            }),
          )
          .length(1),
      }),
    ]),
    Conditions: z.array(z.looseObject({ AudienceRestriction: z.array(z.unknown()).min(1) })).length(1),
  }),
})
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** What the library leaves to others: who says it, to whom it was sent, and which request it answers, all of what is signed. */
function readAssertion(profile: Profile, settings: SamlSettings, answerUrl: string): SamlAnswer {
  const { data } = assertionSchema.safeParse(profile.getAssertion?.())
  if (!data)
    throw notProven(
      'The assertion has no id, issuer, audience, or not the one bearer confirmation with recipient, request and end',
    )
  const { Assertion: assertion } = data
  const [issuer] = assertion.Issuer
  if (issuer.trim() !== settings.entityId)
    throw notProven(`The issuer is ${issuer.slice(0, 200)}, and ${settings.entityId} is connected`)
  const [confirmation] = assertion.Subject[0].SubjectConfirmation
  const confirmed = confirmation?.SubjectConfirmationData[0]
  if (confirmation?.$.Method !== bearer) throw notProven('The subject is not confirmed as the bearer')
  if (confirmed?.$.Recipient !== answerUrl)
    throw notProven(
      `The recipient is ${confirmed?.$.Recipient.slice(0, 200) ?? 'missing'}, and answers go to ${answerUrl}`,
    )
  if (profile.nameID === undefined || profile.nameID === '' || profile.nameID.length > 255)
    throw notProven('The subject has no usable name id')
  if (formatOf(profile).endsWith(':transient'))
    throw notProven('The name id is transient, another one each time: send a persistent one')
  return {
    shown: shownBy(profile, settings),
    assertionId: assertion.$.ID,
    requestId: confirmed.$.InResponseTo,
  }
}

/** As Entra, Okta, Google and the eduPerson schema call the address. */
const usualEmailAttributes = [
  'email',
  'mail',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
]

function shownBy(profile: Profile, { emailAttribute, groupsAttribute }: SamlSettings): Shown {
  const attributes = attribute.parse(profile['attributes'] ?? {})
  const named = (name: string): readonly string[] =>
    Object.hasOwn(attributes, name) ? textsOf(attributes[name]) : []
  const emailNames = emailAttribute === undefined ? usualEmailAttributes : [emailAttribute]
  const email =
    emailNames.flatMap(named)[0] ?? (formatOf(profile).endsWith(':emailAddress') ? profile.nameID : undefined)
  return {
    subject: profile.nameID,
    email,
    // A directory's own word: what domains it may speak for is asked besides.
    isEmailVerified: email !== undefined,
    displayName: ['displayName', 'name', 'http://schemas.microsoft.com/identity/claims/displayname'].flatMap(
      named,
    )[0],
    groups: named(groupsAttribute),
    claims: Object.fromEntries(
      Object.keys(attributes).flatMap((name) => (named(name).length === 0 ? [] : [[name, named(name)]])),
    ),
  }
}

/** The library says that there always is one, and there is not. */
const formatOf = (profile: Profile): string => profile['nameIDFormat'] ?? ''

const notProven = (what: string, cause?: unknown): SignOnRefused =>
  new SignOnRefused('sso-not-proven', `${what.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, 300)}.`, {
    cause,
  })
