import { isPlaceholder } from '../../engine/placeholder.ts'
import { looksRandom } from '../../engine/randomness.ts'
import type { Verdict } from '../../engine/rule.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { type SecretValue, readSecretManifests } from './checks/kubernetes-manifest.ts'
import { prefixed } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'
import { singleKey } from './single-key.ts'

/** Keys of Secrets whose values are commonly no secret. */
const openKey =
  /^(?:user(?:name)?|login|e?mail|host(?:name)?|port|address|server|endpoint|url|uri|database|db|db[_-]?name|name|namespace|region|zone|bucket|type|realm|tenant|issuer|audience|scopes?|protocol|ssl[_-]?mode|version|environment|env|account|client[_-]?id|tenant[_-]?id|project[_-]?id|ca|.*\.(?:crt|cer|pub)|ca\.pem|known_hosts|(?:.*[_-])?(?:user(?:name)?|host|port|url|region|bucket|endpoint))$/i

/** What people put where a real value will stand, in demos mostly. */
const demoValue =
  /^(?:(?:my|your|the|a|some|super|test|demo|top)?[-_ ]?(?:secret|password|passw0rd|pass|passwd|pwd|token|key|value|data|user|admin|root|test|demo|hello|foo|bar|baz)[-_ ]?(?:value|word|key|token|data)?[\d!]{0,4})$/i

/** Words too plain for any password, and the values that Kubernetes' own pages show. */
const shownValue =
  /^(?:foo|bar|baz|test|hello|world|admin|root|user|value|data|true|false|1f2d1e2e67df|t0p-Secret)$/

const base64 = /^[A-Za-z0-9+/\s]{2,}={0,2}$/
const asText = (bytes: string): string => Buffer.from(bytes, 'base64').toString('utf8').trim()

/** What a value holds; empty where it is a template, or not what its section says. */
function contentOf(value: string, encoded: boolean): string {
  if (!encoded) return value
  return base64.test(value) ? asText(value) : ''
}

const reach = 16_384

function findValues(text: string): readonly (readonly [number, number])[] {
  if (!/kind["']?[ \t]{0,8}:[ \t]{0,8}["']?secret\b/i.test(text)) return []
  // A value at the window's very end may be cut; what is cut is not judged.
  const limit = text.length >= reach ? text.length - 1 : text.length
  return readSecretManifests(text)
    .filter((value) => value.end <= limit && isSecret(text, value))
    .map(({ start, end }) => [start, end])
}

function isSecret(text: string, { key, start, end, encoded }: SecretValue): boolean {
  const value = text.slice(start, end)
  const content = contentOf(value, encoded)
  if (content.length < 3 || /^[<*&!]|\{\{/.test(value) || isSample(content)) return false
  if (/:\/\/[^\s/@:]{1,100}:[^\s/@]{1,200}@/.test(content)) return true
  return (
    !openKey.test(key) &&
    !/^-----BEGIN (?:CERTIFICATE|PUBLIC KEY|[A-Z ]{0,12}CERTIFICATE REQUEST)-----/.test(content)
  )
}

/** What says of itself that it is none; a whole file may well hold such words beside its secrets. */
const isSample = (content: string): boolean =>
  content.length < 200 &&
  !/^[{[]|[\n\uFFFD]/.test(content) &&
  (isPlaceholder(content) || /\$\{/.test(content) || shownValue.test(content))

function checkValue(value: string): Verdict | undefined {
  const decoded = base64.test(value) ? asText(value) : ''
  const isText = decoded !== '' && !decoded.includes('\uFFFD')
  const content = isText ? decoded : value
  if (demoValue.test(content)) return { confidence: 'low', note: 'it reads like the value of a demo' }
  return looksRandom(content) || content.length > 60 ? { confidence: 'high' } : undefined
}

const encode = (text: string): string => Buffer.from(text).toString('base64')

const serviceAccountToken = (seed: number): string => {
  const payload = {
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/namespace': 'shop',
    sub: 'system:serviceaccount:shop:job',
  }
  return join(
    'eyJhbGciOiJSUzI1NiIsImtpZCI6I',
    random('base62', 50, seed),
    '.',
    Buffer.from(JSON.stringify(payload)).toString('base64url'),
    '.',
    random('base64url', 342, seed),
  )
}

export const kubernetes = rulesOf(
  {
    id: 'kubernetes',
    name: 'Kubernetes',
    revokeAt: 'the service that the value opens',
    source: unverified('https://kubernetes.io/docs/concepts/configuration/secret/'),
  },
  [
    {
      kind: 'secret',
      title: 'Secret value in a manifest',
      severity: 'high',
      confidence: 'medium',
      allows: 'read the value, because Base64 hides nothing; what it opens depends on the value',
      fix: 'Change it where it is used; keep it out of manifests (External Secrets, Sealed Secrets or SOPS let a repository hold a reference or an encrypted value).',
      detect: [
        { how: 'near', keywords: ['apiversion'], find: findValues, reach, apart: reach / 4, yields: true },
      ],
      randomBits: 0,
      check: checkValue,
      matches: [
        () =>
          `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ntype: Opaque\ndata:\n  username: ${encode('admin')}\n  password: ${encode(random('base62', 14))}\n`,
        () =>
          `kind: "Secret"\napiVersion: v1\nstringData:\n  config.yaml: |\n    password: ${join('Tr0', 'ub4dor')}\n    retries: 3\n`,
        () =>
          `apiVersion: v1\ndata:\n\textra: "${encode('admin:hunter2x')}"\nkind: "secret"\nmetadata:\n\tname: "one"\n`,
        () =>
          JSON.stringify({
            apiVersion: 'v1',
            data: { token: encode(random('base62', 40)) },
            kind: 'Secret',
            metadata: { name: 'one' },
          }),
        () =>
          `apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\ndata: {user: ${encode('admin')}, password: ${encode(random('base62', 14))}}\n`,
        () =>
          `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: one\n  stringData:\n    api-key: ${random('base62', 24)}\n- apiVersion: v1\n  kind: ConfigMap\n  data:\n    a: b\n`,
      ],
      misses: [
        () =>
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  password: {{ .Values.password | b64enc }}\n  token: ""\n',
        () => `apiVersion: v1\nkind: ConfigMap\ndata:\n  motd: ${encode('good morning')}\n`,
        () =>
          `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  username: ${encode('admin')}\n  tls.crt: ${encode('certificate')}\n`,
        () =>
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\nstringData:\n  password: ${PASSWORD}\n  token: <your token>\n',
        () =>
          `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: ${random('base64', 300)}\n`,
        () => 'kind: ServiceAccount\napiVersion: v1\nsecrets:\n- name: one\n',
      ],
    },
    {
      kind: 'service-account-token',
      title: 'service account token',
      severity: 'critical',
      confidence: 'high',
      allows: 'do in the cluster what the service account may, without an end date if it is an old one',
      fix: 'Delete the token’s Secret (`kubectl delete secret`), or the service account where it is a bound token; then take it out of the repository.',
      source: unverified('https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/'),
      detect: [
        token(
          'eyJhbGciOiJSUzI1NiIsImtpZCI6I',
          /eyJhbGciOiJSUzI1NiIsImtpZCI6I[A-Za-z0-9_-]{1,200}\.eyJ[A-Za-z0-9_-]{60,3000}\.[A-Za-z0-9_-]{300,700}/,
          { notAfter: /[A-Za-z0-9_-]/ },
        ),
      ],
      randomBits: 1000,
      check: (value) => {
        const payload = readEncodedJson(value.split('.')[1] ?? '')
        return typeof payload?.['sub'] === 'string' && payload['sub'].startsWith('system:serviceaccount:')
          ? undefined
          : { drop: 'another kind of token' }
      },
      matches: [
        () => `token: ${serviceAccountToken(1)}`,
        () => `kubectl --token='${serviceAccountToken(2)}' get pods`,
      ],
      misses: [
        () => serviceAccountToken(1).slice(0, 200),
        () =>
          join(
            'eyJhbGciOiJSUzI1NiIsImtpZCI6I',
            random('base62', 20),
            '.',
            encode('{"sub":"person","iss":"https://login.test/"}'),
            '.',
            random('base64url', 342),
          ),
      ],
    },
  ],
)

export const openShift = singleKey({
  id: 'openshift',
  name: 'OpenShift',
  revokeAt: '`oc logout`, or `oc delete oauthaccesstoken`',
  source: unverified(
    'https://docs.openshift.com/container-platform/latest/authentication/managing-oauth-access-tokens.html',
  ),
  kind: 'access-token',
  severity: 'critical',
  allows: 'act as its owner in the cluster until it expires (24 hours, unless configured otherwise)',
  ...prefixed('sha256~', chars('base64url', 43)),
})
