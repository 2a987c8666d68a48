import { expect, test } from 'vitest'
import { readNotificationSettings } from '../../../app/notifications/read-settings.ts'

const files: Record<string, string> = {
  '/etc/gatehouse/slack': 'https://hooks.slack.example/services/secret-part\n',
  '/etc/gatehouse/hook': `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
  '/etc/gatehouse/weak': 'whsec_abc',
}
const read = (text: string, variables: Record<string, string> = {}) =>
  readNotificationSettings('/etc/gatehouse/notifications.yml', {
    variables,
    readFile: (path) => {
      const found = path === '/etc/gatehouse/notifications.yml' ? text : files[path]
      if (found === undefined) throw new Error('not there')
      return found
    },
  })

test('targets are read with their secrets, which nothing shows', () => {
  const { targets, secrets } = read(
    `
targets:
  - name: security
    slack: { url: { file: slack } }
    events: [request.*, finding.grave]
    organizations: [Acme]
    owners: ['@Acme/Payments']
    digest: { every: daily }
  - name: mails
    mail:
      host: mail.acme.example
      user: gatehouse
      password: { variable: MAIL_PASSWORD }
      from: gatehouse@acme.example
      ownerAddresses: { acme/payments: pay@acme.example }
    events: ['*']
`,
    { MAIL_PASSWORD: 'correct horse' },
  )
  const [slack, mail] = targets
  expect(slack?.events).toContain('request.overdue')
  expect(slack?.events).not.toContain('plan.held')
  expect(slack).toMatchObject({
    organizations: ['acme'],
    owners: ['acme/payments'],
    digest: { every: 'daily', at: '09:00', timeZone: 'UTC' },
  })
  expect(slack?.channel.kind === 'slack' && slack.channel.url()).toBe(
    'https://hooks.slack.example/services/secret-part',
  )
  expect(mail?.channel).toMatchObject({ kind: 'mail', port: 587, security: 'starttls' })
  expect(secrets.map((one) => one())).toEqual([
    'https://hooks.slack.example/services/secret-part',
    'correct horse',
  ])
  expect(JSON.stringify(targets)).not.toMatch(/secret-part|correct horse/)
})

test.each([
  ['an unknown key', 'events: [request.opened]\n    chanel: x', /3:.*chanel|Unrecognized key/],
  ['an unknown event', 'events: [request.opend]\n    slack: { url: { file: slack } }', /no such event/],
  [
    'a secret in the file',
    'events: ["*"]\n    slack: { url: https://hooks.slack.example/x }',
    /where the secret is/,
  ],
  ['no way', 'events: ["*"]', /Name one way/],
  [
    'two ways',
    'events: ["*"]\n    slack: { url: { file: slack } }\n    teams: { url: { file: slack } }',
    /Name one way/,
  ],
  ['a secret that is not there', 'events: ["*"]\n    slack: { url: { file: gone } }', /gone cannot be read/],
  ['a variable that is not set', 'events: ["*"]\n    slack: { url: { variable: GONE } }', /GONE is not set/],
  [
    'a weak key',
    'events: ["*"]\n    webhook: { url: https://siem.acme.example/, secret: { file: weak } }',
    /at least 24 random bytes/,
  ],
  [
    'credentials in an address',
    'events: ["*"]\n    webhook: { url: "https://a:b@siem.acme.example/", secret: { file: hook } }',
    /credentials out/,
  ],
  [
    'tickets in a digest',
    'events: ["*"]\n    digest: { every: daily }\n    serviceNow: { url: https://acme.service-now.example, user: g, password: { file: hook } }',
    /digest cannot be kept/,
  ],
])('%s is an error that says where and what', (_, rest, expected) => {
  expect(() => read(`targets:\n  - name: one\n    ${rest}\n`)).toThrow(expected)
  expect(() => read(`targets:\n  - name: one\n    ${rest}\n`)).toThrow('/etc/gatehouse/notifications.yml')
})

test('a name stands once', () => {
  const one = '  - { name: one, events: ["*"], slack: { url: { file: slack } } }\n'
  expect(() => read(`targets:\n${one}${one}`)).toThrow(/one stands here twice/)
})
