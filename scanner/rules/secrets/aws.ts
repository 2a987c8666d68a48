import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { describeAccessKeyId } from './checks/aws-account.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { prefixed } from './form.ts'
import { anywhere, underName } from './sample-texts.ts'
import { assigned, join, random, rulesOf, secretWords, token, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const identifiers = unverified(
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
)
const bedrockKeys = unverified('https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html')

/** The alphabet of access key ids is base 32; so that samples have digits, some stand at fixed places. */
const accessKeyId = (prefix: string, seed: number): string =>
  join(prefix, 'Z7', random('upper', 9, seed), '3', random('upper', 3, seed), 'Q')
const secretKey = (seed: number): string =>
  join(random('base62', 20, seed), '/', random('base62', 11, seed + 1), '+', random('base62', 7, seed))
const session = (seed: number): string => join('IQoJb3JpZ2luX2Vj', random('base64', 340, seed), '==')

/** Names such as `secret_key` are used for other S3-like stores too, so the value has to look like AWS's. */
function checkSecretKey(value: string, { name }: CheckContext): Verdict | undefined {
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return { drop: 'a hexadecimal digest' }
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || !/\d/.test(value))
    return mustLookIssued(value) ?? { confidence: 'low' }
  return /aws|amazon|secret_?access_?key/.test(name) ? undefined : { confidence: 'medium', severity: 'high' }
}

const webServices = rulesOf(
  {
    id: 'aws',
    name: 'AWS',
    revokeAt: 'IAM > Users > Security credentials in the AWS console (https://console.aws.amazon.com/iam)',
    source: identifiers,
  },
  [
    {
      kind: 'access-key-id',
      title: 'access key id',
      severity: 'medium',
      confidence: 'high',
      allows:
        'see which AWS account it belongs to and, with the secret key that usually stands beside it, act in that account',
      detect: [token(['AKIA', 'ASIA', 'ABIA', 'ACCA'], /A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}/)],
      randomBits: 40,
      check: describeAccessKeyId,
      matches: [
        () => `AWS_ACCESS_KEY_ID=${accessKeyId('AKIA', 1)}\n`,
        () => `aws_access_key_id = ${accessKeyId('ASIA', 2)}\n`,
        () => `<AWSAccessKeyId>${accessKeyId('AKIA', 3)}</AWSAccessKeyId>`,
        () => `s3://${accessKeyId('AKIA', 4)}:${random('base62', 40)}@bucket/path`,
      ],
      misses: [
        () => join('AKIA', 'IOSFODNN7', 'EXAMPLE'),
        () => join('AKIA', random('upperDigits', 9)),
        () => join('ASIA', 'PACIFIC', 'SOUTHEAST'),
        () => join('ACCA', 'TTGGAAGCAATCTATG'),
        () => join('x', accessKeyId('AKIA', 5)),
      ],
    },
    {
      kind: 'secret-access-key',
      title: 'secret access key',
      severity: 'critical',
      confidence: 'high',
      allows: 'do, with the key id that belongs to it, everything its user may do in the AWS account',
      detect: [
        assigned(
          secretWords,
          /[A-Za-z0-9+/]{40}/,
          /(?:aws|amazon).{0,40}(?:secret|key|token|password|credential)|secret(?:access)?key/,
        ),
        // AccessKey and secret as two arguments or two columns, as SDKs and credential lists have them.
        token(
          ['AKIA'],
          /AKIA[A-Z2-7]{16}["']?[ \t]{0,4}[,:;|\t]{1,2}[ \t]{0,4}["']?(?<secret>[A-Za-z0-9+/]{40})/,
          { notAfter: /[A-Za-z0-9+/=]/ },
        ),
        token(
          'aws configure set ',
          /aws configure set (?:[\w.-]{1,60}\.)?aws_secret_access_key {1,3}["']?(?<secret>[A-Za-z0-9+/]{40})/,
          { notAfter: /[A-Za-z0-9+/=]/ },
        ),
      ],
      randomBits: 240,
      check: checkSecretKey,
      matches: [
        ...underName('aws secret access key', secretKey),
        () => `client = Minio("${accessKeyId('AKIA', 6)}", "${secretKey(7)}")`,
        () => `Access key ID,Secret access key\n${accessKeyId('AKIA', 8)},${secretKey(9)}\n`,
        () => `aws configure set aws_secret_access_key ${secretKey(10)} --profile shop`,
      ],
      misses: [
        () => `AWS_SECRET_ACCESS_KEY=${join('wJalrXUtnFEMI/K7MDENG/bPxRfiCY', 'EXAMPLEKEY')}`,
        () => `secret_key = "${random('hex', 40)}"`,
        () => `AWS_SECRET_ACCESS_KEY=${random('base64', 54)}==`,
        () => 'aws_secret_access_key = ${var.aws_secret_access_key}',
      ],
    },
    {
      kind: 'session-token',
      title: 'session token',
      severity: 'high',
      confidence: 'high',
      allows:
        'act in the AWS account, with the temporary keys it belongs to, until it expires (at most 36 hours)',
      fix: 'It expires by itself within 36 hours; where that is too long, revoke the role’s active sessions in IAM. Take it out of the repository.',
      detect: [
        token(
          ['IQoJb3JpZ2luX2Vj', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz', 'FQoDYXdz'],
          /(?:IQoJb3JpZ2luX2Vj|F[wQ]oGZXIvYXdz|FQoDYXdz)[A-Za-z0-9+/]{100,4000}={0,2}/,
          { notAfter: /[A-Za-z0-9+/=]/ },
        ),
      ],
      randomBits: 256,
      matches: [...anywhere(session)],
      misses: [
        () => join('IQoJb3JpZ2luX2Vj', random('base64', 20)),
        () => 'aws_session_token = ${AWS_SESSION_TOKEN}',
      ],
    },
    {
      kind: 'bedrock-api-key',
      title: 'Bedrock API key (long-term)',
      severity: 'high',
      confidence: 'high',
      allows: 'use the Bedrock models that its IAM user may use, at the account’s cost',
      revokeAt: 'API keys in the Amazon Bedrock console (https://console.aws.amazon.com/bedrock)',
      source: bedrockKeys,
      ...prefixed(join('ABSK', 'QmVkcm9ja0FQSUtleS'), {
        ...chars('base64', 96),
        pattern: '[A-Za-z0-9+/]{96,260}={0,2}',
        edge: /[A-Za-z0-9+/=]/,
      }),
    },
    {
      kind: 'bedrock-session-key',
      title: 'Bedrock API key (short-term)',
      severity: 'high',
      confidence: 'high',
      allows: 'use Bedrock models as whoever made it, for up to 12 hours',
      fix: 'It expires by itself within 12 hours; end the session of its maker where that is too long. Take it out of the repository.',
      source: bedrockKeys,
      ...prefixed(join('bedrock-api-', 'key-', 'YmVkcm9jay5hbWF6b25hd3MuY29t'), chars('base64', 120, 8000)),
    },
    {
      kind: 'appsync-api-key',
      title: 'AppSync API key',
      severity: 'medium',
      confidence: 'high',
      allows:
        'send queries to a GraphQL API that accepts keys; such keys often sit in web pages, so look at what the API lets them do',
      revokeAt: 'the API’s Settings in the AWS AppSync console (https://console.aws.amazon.com/appsync)',
      source: unverified('https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html'),
      ...prefixed('da2-', chars('lowerDigits', 26)),
    },
  ],
)

/** Sellers' access to Amazon's shop, which has nothing to do with the cloud but its name. */
const marketplace = singleKey({
  id: 'aws',
  name: 'Amazon',
  revokeAt: 'https://sellercentral.amazon.com, under Apps & Services',
  source: unverified('https://developer-docs.amazon.com/sp-api/docs'),
  kind: 'mws-auth-token',
  title: 'Marketplace Web Service token',
  allows: 'read and change a seller’s listings, orders and payments on Amazon',
  ...prefixed('amzn.mws.', uuid),
})

export const aws = [...webServices, ...marketplace]
