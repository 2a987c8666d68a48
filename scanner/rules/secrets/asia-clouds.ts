import { judgeNamedKey, mustLookIssued } from './checks/issued-value.ts'
import { named, prefixed } from './form.ts'
import { anywhere, underName } from './sample-texts.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const alibabaKeyId = (seed: number): string => join('LTAI5t', random('base62', 18, seed))

export const alibaba = rulesOf(
  {
    id: 'alibaba',
    name: 'Alibaba Cloud',
    revokeAt: 'https://ram.console.aliyun.com/manage/ak',
    source: unverified('https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair'),
  },
  [
    {
      kind: 'access-key-id',
      title: 'AccessKey id',
      severity: 'medium',
      confidence: 'high',
      allows: 'act in the Alibaba Cloud account with the secret that usually stands beside it',
      detect: [token('LTAI', /LTAI[A-Za-z0-9]{12}(?:[A-Za-z0-9]{8}|[A-Za-z0-9]{4})?/)],
      randomBits: 71,
      check: (value) => (/\d/.test(value) ? undefined : { drop: 'a word' }),
      matches: anywhere(alibabaKeyId),
      misses: [
        () => alibabaKeyId(1).slice(0, 12),
        () => join('LTAI', 'x'.repeat(20)),
        () => join(alibabaKeyId(2), random('base62', 5)),
      ],
    },
    {
      kind: 'access-key-secret',
      title: 'AccessKey secret',
      severity: 'critical',
      confidence: 'high',
      allows:
        'do, with the AccessKey id that belongs to it, everything its user may in the Alibaba Cloud account',
      detect: [
        assigned(
          [
            'alibaba',
            'aliyun',
            'alicloud',
            'accesskeysecret',
            'access_key_secret',
            'access-key-secret',
            'accesssecret',
            'access_secret',
            'oss_secret',
            'oss_access',
            'oss_key',
          ],
          /[A-Za-z0-9]{30}/,
          /(?:alibaba|aliyun|alicloud|oss).{0,40}(?:secret|token|key)|access(?:key)?secret/,
        ),
        token('LTAI', /LTAI[A-Za-z0-9]{12,20}["']?[ \t]{0,4},[ \t\r\n]{0,20}["']?(?<secret>[A-Za-z0-9]{30})/),
      ],
      randomBits: 178,
      check: mustLookIssued,
      matches: [
        ...underName('aliyun access key secret', (seed) => random('base62', 30, seed)),
        () => `client = AcsClient("${alibabaKeyId(3)}", "${random('base62', 30, 8)}", "cn-hangzhou")`,
      ],
      misses: [
        () => `aliyun_secret = "${random('base62', 34)}"`,
        () => 'accessKeySecret = "<yourAccessKeySecret>"',
        () => `nonce = "${random('base62', 30)}"`,
      ],
    },
  ],
)

export const tencent = rulesOf(
  {
    id: 'tencent',
    name: 'Tencent Cloud',
    revokeAt: 'https://console.cloud.tencent.com/cam/capi',
    source: unverified('https://www.tencentcloud.com/document/product/598/34228'),
  },
  [
    {
      kind: 'secret-id',
      title: 'SecretId',
      severity: 'medium',
      confidence: 'high',
      allows: 'act in the Tencent Cloud account with the SecretKey that usually stands beside it',
      ...prefixed('AKID', chars('base62', 32)),
    },
    {
      kind: 'secret-key',
      title: 'SecretKey',
      severity: 'critical',
      confidence: 'medium',
      allows:
        'do, with the SecretId that belongs to it, everything its user may in the Tencent Cloud account',
      ...named(
        {
          words: 'tencentcloud secret key',
          names: ['tencent', 'qcloud', 'cos_secret', 'cossecret'],
          name: /(?:tencent|qcloud|cos).{0,40}secret(?:key)?$/,
        },
        chars('base62', 32),
      ),
    },
  ],
)

const yandexToken = (seed: number): string =>
  join('t1.9eue', random('base64url', 90, seed), '.', random('base64url', 86, seed))

export const yandex = rulesOf(
  {
    id: 'yandex',
    name: 'Yandex Cloud',
    revokeAt: 'the service account’s page in https://console.yandex.cloud',
    source: unverified('https://yandex.cloud/en/docs/security/operations/search-secrets'),
  },
  [
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'high',
      confidence: 'high',
      allows: 'use the services its service account may, without an end date',
      ...prefixed('AQVN', chars('base64url', 35, 38)),
    },
    {
      kind: 'iam-token',
      title: 'IAM token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the user or service account for up to 12 hours',
      fix: 'It expires within 12 hours; revoke it with `yc iam revoke-token` if that is too late. Take it out of the repository.',
      detect: [
        token(['t1.9eu', 't1.7eu'], /t1\.[79]eu[A-Za-z0-9_-]{10,1200}={0,2}\.[A-Za-z0-9_-]{86}={0,2}/, {
          notAfter: /[A-Za-z0-9_=-]/,
        }),
        assigned(
          ['yandex', 'iam_token', 'iamtoken', 'yc_token', 'yc_iam', 'ycloud'],
          /t1\.[A-Za-z0-9_-]{1,1200}={0,2}\.[A-Za-z0-9_-]{86}={0,2}/,
        ),
      ],
      randomBits: 500,
      matches: [...anywhere(yandexToken), ...underName('yandex iam token', yandexToken)],
      misses: [
        () => yandexToken(1).slice(0, 60),
        () => 't1.9euelement.value',
        () => 'yandex_token = "t1.value"',
      ],
    },
    {
      kind: 'static-key-secret',
      title: 'static access key',
      severity: 'critical',
      confidence: 'high',
      allows:
        'read and change, with the key id that belongs to it, the storage and queues of its service account',
      ...named(
        {
          words: 'yandex secret key',
          names: [
            'yandex',
            'yc_secret',
            'yc_storage',
            'yc_s3',
            'yc_key',
            'secretaccesskey',
            'secret_access_key',
            'secretkey',
            'secret_key',
            'ycloud',
          ],
          name: /yandex|^yc|secret/,
        },
        'YC',
        chars('base64url', 38),
      ),
      check: (value, context) =>
        /\d/.test(value) && /[a-z]/.test(value) ? judgeNamedKey(value, context) : { drop: 'not generated' },
    },
    {
      kind: 'oauth-token',
      title: 'OAuth token',
      severity: 'high',
      confidence: 'high',
      allows:
        'use the Yandex services (Disk, Direct, Metrica, Cloud and others) of the person who granted it',
      source: unverified('https://yandex.com/dev/id/doc/en/access'),
      ...prefixed('y0_', 'A', chars('base64url', 54, 140)),
      detect: [token(['y0_A', 'y0__'], /y0_[A_][A-Za-z0-9_-]{54,140}/, { notAfter: /[A-Za-z0-9_-]/ })],
    },
  ],
)
