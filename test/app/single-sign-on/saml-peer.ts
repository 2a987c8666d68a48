import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'

export const idp = 'https://idp.acme.example/metadata'

/** What an assertion says; each part can be made wrong. */
export interface Said {
  readonly nameId: string
  readonly email: string
  readonly groups: readonly string[]
  readonly issuer: string
  readonly audience: string
  readonly recipient: string
  readonly inResponseTo: string
  readonly assertionId: string
  /** Seconds from now. */
  readonly from: number
  readonly until: number
}

/** Signs with a key of its own, of which the certificate is given. */
export function samlPeer() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-saml-'))
  const [key, certificate] = [path.join(folder, 'key'), path.join(folder, 'certificate')]
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=idp',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  )
  const privateKey = readFileSync(key, 'utf8')
  const publicCert = readFileSync(certificate, 'utf8')
  rmSync(folder, { recursive: true })
  const sign = (xml: string, algorithm = 'rsa-sha256'): string => {
    const signer = new SignedXml({ privateKey })
    const isOld = algorithm === 'rsa-sha1'
    signer.signatureAlgorithm = isOld
      ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
      : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
    signer.canonicalizationAlgorithm = 'http://www.w3.org/2001/10/xml-exc-c14n#'
    signer.addReference({
      xpath: "//*[local-name(.)='Assertion']",
      transforms: [
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/2001/10/xml-exc-c14n#',
      ],
      digestAlgorithm: isOld
        ? 'http://www.w3.org/2000/09/xmldsig#sha1'
        : 'http://www.w3.org/2001/04/xmlenc#sha256',
    })
    signer.computeSignature(xml, {
      location: { reference: "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']", action: 'after' },
    })
    return signer.getSignedXml()
  }
  return { certificate: publicCert, sign }
}

const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()

export const assertionOf = (said: Said): string =>
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.assertionId}" Version="2.0" IssueInstant="${at(said.from)}"><saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${said.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${said.recipient}" InResponseTo="${said.inResponseTo}" NotOnOrAfter="${at(said.until)}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(said.from)}" NotOnOrAfter="${at(said.until)}"><saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>${said.email}</saml:AttributeValue></saml:Attribute>${
    said.groups.length === 0
      ? ''
      : `<saml:Attribute Name="groups">${said.groups.map((group) => `<saml:AttributeValue>${group}</saml:AttributeValue>`).join('')}</saml:Attribute>`
  }</saml:AttributeStatement></saml:Assertion>`

export const responseOf = (assertions: string, inResponseTo: string | undefined): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${randomBytes(16).toString('hex')}" Version="2.0" IssueInstant="${at(0)}"${
    inResponseTo === undefined ? '' : ` InResponseTo="${inResponseTo}"`
  }><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertions}</samlp:Response>`

/** Which request a browser brings, and its relay state. */
export function requestIn(url: string): { readonly id: string; readonly relayState: string } {
  const { searchParams } = new URL(url)
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
  return { id: / ID="([^"]+)"/.exec(xml)?.[1] ?? '', relayState: searchParams.get('RelayState') ?? '' }
}

export const encoded = (xml: string): string => Buffer.from(xml).toString('base64')
