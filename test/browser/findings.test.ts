import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()

const key = `/findings/aws-access-token/g1:${'0'.repeat(40)}`

/** What the page sends when something is answered. */
function sent(page: Page): readonly unknown[] {
  const bodies: unknown[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/findings/verdicts')) bodies.push(request.postDataJSON())
  })
  return bodies
}

test('several findings are answered at once, and who only asks is told so', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  const bodies = sent(page)
  await stub.goTo(page, '/findings')
  await page.getByRole('row').first().focus()
  for (const pressed of ['x', 'j', 'x']) await page.keyboard.press(pressed)
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('False positive').check()
  await dialog.getByLabel('Reason').fill('They are examples of the vendor’s own documentation.')
  await dialog.getByLabel('Counts until').fill('2027-03-01')
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Answer' }).click()
  await page.getByText(/waits for somebody whom the policy names/).waitFor()
  expect(await lookByAxe(page)).toEqual([])
  expect(bodies).toHaveLength(2)
  expect(bodies[0]).toMatchObject({
    findings: { rule: 'aws-access-token' },
    verdict: 'false-positive',
    expiresOn: '2027-03-01',
  })
  expect(complaints).toEqual([])
  await close()
})

test('a rotation needs its evidence, and may be of some places alone', async () => {
  const { page, close } = await stub.open(phone)
  const bodies = sent(page)
  await stub.goTo(page, key)
  await page.getByRole('checkbox', { name: /acme\/shop-2/ }).check()
  await page.getByRole('button', { name: 'Answer 1 selected' }).click()
  const dialog = page.getByRole('dialog')
  const act = dialog.getByRole('button', { name: 'Answer' })
  await dialog.getByLabel('Reason').fill('It was replaced at the service today.')
  expect(await act.isDisabled()).toBe(true)
  await dialog.getByLabel('Evidence').fill('The log of the service names the old key as deleted.')
  await act.click()
  await page.getByRole('dialog').getByRole('status').waitFor()
  expect(bodies).toMatchObject([{ findings: { ids: ['2'] }, verdict: 'rotated' }])
  await close()
})

test('places are masked text that leads to the line on GitHub, with the days on which Claude could read them', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, key)
  const line = page.getByRole('link', { name: 'deploy/production/settings-1.yaml:12' })
  expect(await line.getAttribute('href')).toMatch(/settings\.yaml#L12$/)
  await page.getByText('<b>key</b>').first().waitFor()
  await page.getByText(/Claude could read it from 20 Nov 2026 or earlier until 25 Nov 2026/).waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('what is nowhere says so', async () => {
  const { page, close } = await stub.open(desktop)
  await page.route('**/api/v1/findings/**', (route) =>
    route.fulfill({ contentType: 'application/json', body: '{"items":[],"next":null,"papers":null}' }),
  )
  await stub.goTo(page, key)
  const said = page.getByText('It is nowhere that you can see')
  await said.waitFor()
  expect(await said.isVisible()).toBe(true)
  await close()
})
