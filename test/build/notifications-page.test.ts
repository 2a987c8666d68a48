import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readNotificationSettings } from '../../app/notifications/read-settings.ts'
import { notificationsPage, notificationsPageFile } from '../../build/notifications-page.ts'

const page = readFileSync(notificationsPageFile, 'utf8')

test('docs/notifications.md lists every event', () => {
  expect(page).toBe(notificationsPage())
})

test('the settings that docs/notifications.md shows are valid', () => {
  const examples = [...page.matchAll(/```yaml\n(targets:[\s\S]*?)```/g)].map(([, text]) => text ?? '')
  expect(examples.length).toBeGreaterThan(1)
  const secret = `https://hooks.example/${'x'.repeat(64)}`
  for (const example of examples) {
    const { targets } = readNotificationSettings('/etc/gatehouse/notifications.yml', {
      variables: { TEAMS_URL: secret },
      readFile: (path) => {
        if (path.endsWith('notifications.yml')) return example
        return path.endsWith('webhook-secret') ? `whsec_${Buffer.alloc(32, 1).toString('base64')}` : secret
      },
    })
    expect(targets.length).toBeGreaterThan(0)
  }
})
