import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()

test('what happened to a repository is told in sentences with the exact time, and further back on demand', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/repositories/1')
  const history = page.getByRole('region', { name: 'History' })
  await history.getByText('ada').first().waitFor()
  await history.getByText('Somebody who was erased').first().waitFor()
  await history
    .getByText(/GitHub says <b>no<\/b>/)
    .first()
    .waitFor()
  const times = history.locator('time')
  expect(await times.count()).toBe(20)
  expect(await times.first().getAttribute('title')).toMatch(/2026/)
  await history.getByRole('button', { name: 'Show what was before' }).click()
  await expect.poll(() => times.count()).toBe(40)
  expect(await history.getByRole('button').count()).toBe(0)
  expect(await lookByAxe(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('a history that is empty says what will stand there, and one that failed is fetched again when asked', async () => {
  const { page, close } = await stub.open(phone)
  await stub.goTo(page, '/repositories/7')
  await page.getByText('Nothing has happened yet').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  let fails = true
  const problem = { code: 'not-allowed', title: 'Not allowed', status: 403, detail: 'No.', todo: 'Ask.' }
  await page.route('**/history?*', (route) =>
    fails ? route.fulfill({ status: 403, body: JSON.stringify(problem) }) : route.continue(),
  )
  await stub.goTo(page, '/repositories/2')
  const history = page.getByRole('region', { name: 'History' })
  await history.getByText('not-allowed').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  fails = false
  await history.getByRole('button', { name: 'Try again' }).click()
  await history.locator('time').first().waitFor()
  await close()
})

test.each([
  ['wide, light', { ...desktop, colorScheme: 'light' }],
  ['narrow, dark', { ...phone, colorScheme: 'dark' }],
] as const)(
  'access is taken back from several, after what that disconnects was shown: %s',
  async (_, look) => {
    const { page, complaints, close } = await stub.open(look)
    const sent: unknown[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/approvals/revocations')) sent.push(request.postDataJSON())
    })
    await stub.goTo(page, '/repositories')
    await page.getByRole('row').first().focus()
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    await page.getByText('2 selected').waitFor()
    await page.getByRole('button', { name: 'Take access back' }).click()
    const dialog = page.getByRole('dialog', { name: 'Take access back from 2 repositories' })
    await dialog.getByText('Disconnected: Claude’s GitHub App, the secret CLAUDE_KEY.').waitFor()
    await dialog.getByText('Stays, because Gatehouse does not change it here: a deploy key.').waitFor()
    await dialog.getByText('There is no approval and no open request to be ended.').waitFor()
    const act = dialog.getByRole('button', { name: 'Take access back' })
    expect(await act.isDisabled()).toBe(true)
    await dialog.getByLabel('Why it ends').fill('The project is over.')
    expect(await lookByAxe(page)).toEqual([])
    await act.click()
    await dialog.getByText('Taken back from 1 of 2. These were refused:').waitFor()
    expect(await lookByAxe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await dialog.waitFor({ state: 'detached' })
    expect(sent).toEqual([{ repositories: ['2', '3'], reason: 'The project is over.' }])
    expect(complaints).toEqual([])
    await close()
  },
)

test('whoever may not have anything re-checked is shown no way to', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/repositories/1')
  const button = page.getByRole('button', { name: 'Re-check' })
  expect(await button.count()).toBe(1)
  await page.route('**/api/v1/me', async (route) => {
    const answer = await route.fetch()
    const me = await answer.json()
    const roles = me.roles.map((role: object) => ({ ...role, role: 'auditor', permissions: ['read'] }))
    await route.fulfill({ json: { ...me, roles } })
  })
  await stub.goTo(page, '/repositories/1')
  expect(await button.count()).toBe(0)
  await close()
})
