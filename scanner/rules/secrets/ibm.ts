import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { judgeNamedKey } from './checks/issued-value.ts'
import { named } from './form.ts'
import { assigned, random, rulesOf, secretWords, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'
import { singleKey } from './single-key.ts'

const iamKey = chars('base64url', 44)

/** `iam` and `cloud` are said of other clouds too. */
function checkIamKey(value: string, context: CheckContext): Verdict | undefined {
  const against = judgeNamedKey(value, context)
  if (against) return against
  return /ibm|bluemix|softlayer|watson/.test(context.name) ? undefined : { confidence: 'low' }
}

export const ibm = rulesOf(
  {
    id: 'ibm',
    name: 'IBM Cloud',
    revokeAt: 'https://cloud.ibm.com/iam/apikeys',
    source: unverified('https://cloud.ibm.com/docs/account?topic=account-manapikey'),
  },
  [
    {
      kind: 'cloud-api-key',
      title: 'API key',
      severity: 'critical',
      confidence: 'medium',
      allows: 'do everything its user or service id may do in the IBM Cloud account',
      ...named(
        {
          words: 'ibmcloud api key',
          names: secretWords,
          name: /(?:ibm|bluemix|watson).{0,40}(?:key|pass|pwd|token|secret|credential)|(?:cloud|iam).{0,8}(?:api)?key/,
        },
        iamKey,
      ),
      check: checkIamKey,
    },
    {
      kind: 'object-storage-secret',
      title: 'Object Storage HMAC secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'read and change the buckets its service id may, through S3-compatible tools',
      revokeAt: 'the Object Storage instance’s Service credentials in https://cloud.ibm.com',
      source: unverified(
        'https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-uhc-hmac-credentials-main',
      ),
      ...named(
        {
          words: 'cos hmac secret key',
          names: ['secret'],
          name: /(?:cos|ibm).{0,40}secret|secret(?:access)?key/,
        },
        chars('hex', 48),
      ),
    },
  ],
)

const classicKey = named(
  {
    words: 'softlayer api key',
    names: ['softlayer', 'sl_api', 'sl-api', 'slapi', 'sl_key', 'sl-key', 'sl_pass', 'sl_token', 'sl_secret'],
    name: /softlayer.{0,40}(?:key|pass|pwd|token|secret)|^sl(?:api)?(?:key|pass|pwd|password|token|secret)/,
  },
  chars('hex', 64),
)

export const softlayer = singleKey({
  id: 'softlayer',
  name: 'SoftLayer',
  revokeAt: 'https://cloud.ibm.com/iam/apikeys (classic infrastructure)',
  source: unverified('https://cloud.ibm.com/docs/account?topic=account-classic_keys'),
  title: 'API key (IBM Cloud classic infrastructure)',
  severity: 'critical',
  allows: 'order, change and cancel servers of the account',
  ...classicKey,
  detect: [
    ...classicKey.detect,
    token(
      'api.softlayer.com/',
      /api\.softlayer\.com\/(?:soap|rest|xmlrpc)\/v3(?:\.1)?\/(?<secret>[0-9a-f]{64})/,
      {
        notBefore: null,
      },
    ),
  ],
  matches: [...classicKey.matches, () => `http://api.softlayer.com/soap/v3/${random('hex', 64)}`],
})

const password = chars('hex', 64)

export const cloudant = singleKey({
  id: 'cloudant',
  name: 'Cloudant',
  revokeAt: 'the instance’s page in https://cloud.ibm.com',
  source: unverified('https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-work-with-your-account'),
  kind: 'password',
  severity: 'critical',
  confidence: 'high',
  allows: 'read and change the databases of the account',
  detect: [
    assigned(
      ['cloudant', 'cl_api', 'cl_key', 'cl_pass', 'cl-api', 'clou_'],
      /[0-9a-f]{64}|[a-z]{24}/,
      /(?:cloudant|^cl|^clou).{0,30}(?:key|pass|pwd|password|token|secret)/,
    ),
    token(
      'apikey-v2-',
      /apikey-v2-[A-Za-z0-9]{16,50}["'][ \t]{0,4}[,:][ \t\r\n]{0,60}["'](?<secret>[A-Za-z0-9]{32,80})["']/,
      { notAfter: null },
    ),
    token(
      '.cloudant.com',
      /[A-Za-z0-9_%.~+-]{2,80}:(?<secret>[A-Za-z0-9_%.~+-]{18,80})@[A-Za-z0-9-]{1,80}\.cloudant\.com/,
      {
        lead: { chars: /[A-Za-z0-9_%.~+:@-]/, max: 250 },
        notBefore: null,
        notAfter: /[A-Za-z0-9_-]/,
      },
    ),
  ],
  randomBits: 64,
  matches: [
    () => `CLOUDANT_PASSWORD=${password.sample(1)}`,
    () => `"cloudant_api_key": "${random('lower', 24)}"`,
    () => `https://user:${password.sample(2)}@host.cloudant.com`,
    () => `client = Cloudant("apikey-v2-${random('lowerDigits', 32)}", "${random('hex', 32, 5)}", url=url)`,
    () => `url = "https://apikey:${random('lower', 24, 3)}@1234-bluemix.cloudant.com/db"`,
  ],
  misses: [
    () => 'cloudant_password = "a-fake-tooshort-key"',
    () => 'https://${user}:${password}@host.cloudant.com',
    () => `digest = "${password.sample(3)}"`,
  ],
})
