import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()

test('requests are answered by keys alone', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests')
  await page.getByRole('row').first().waitFor()
  // What waits is counted beside the section's name.
  const waiting = page.getByRole('navigation', { name: 'Sections' })
  await waiting.getByText('28', { exact: true }).waitFor()
  for (const key of ['j', 'j', 'a']) await page.keyboard.press(key)
  const dialog = page.getByRole('dialog', { name: 'Approve: acme/shop-2' })
  await dialog.waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByLabel('Days').fill('30')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(stub.answers).toEqual([{ answer: 'approve', days: 30 }])
  await waiting.getByText('27', { exact: true }).waitFor()
  await expect.poll(() => page.getByRole('link', { name: 'acme/shop-2', exact: true }).count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})

test('going to another page by keys answers nothing', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests')
  await page.getByRole('row').first().waitFor()
  for (const key of ['j', 'g', 'a']) await page.keyboard.press(key)
  await page.waitForURL('**/audit')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await close()
})

test('nobody is denied without a reason', async () => {
  const { page, close } = await stub.open(phone)
  await stub.goTo(page, '/requests/3')
  await page.getByRole('button', { name: 'Deny' }).click()
  const dialog = page.getByRole('dialog')
  const deny = dialog.getByRole('button', { name: 'Deny' })
  expect(await deny.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('Its keys have to be rotated first.')
  expect(await deny.isEnabled()).toBe(true)
  expect(await lookByAxe(page)).toEqual([])
  await close()
})

test('who may not answer is told so, and what was written stays', async () => {
  const { page, close } = await stub.open(desktop)
  const problem = { code: 'not-allowed', title: 'Not allowed', status: 403, detail: 'No.', todo: 'Ask.' }
  await page.route('**/answers', (route) => route.fulfill({ status: 403, body: JSON.stringify(problem) }))
  await stub.goTo(page, '/requests/4')
  await page.getByRole('button', { name: 'Deny' }).waitFor()
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Its keys have to be rotated first.')
  await dialog.getByRole('button', { name: 'Deny' }).click()
  await dialog.getByText('not-allowed').waitFor()
  expect(await dialog.getByRole('textbox').inputValue()).toBe('Its keys have to be rotated first.')
  await close()
})

test('who does not see the repository sees the counts alone', async () => {
  const { page, close } = await stub.open(desktop)
  await page.route('**/api/v1/repositories/5', (route) =>
    route.fulfill({ status: 404, body: '{"code":"not-there"}' }),
  )
  await stub.goTo(page, '/requests/5')
  await page.getByText('6 met').waitFor()
  expect(await page.getByText(/here are counts alone/).isVisible()).toBe(true)
  await close()
})

test('what somebody else answers is seen as it happens, and nobody asks again and again', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/6')
  await page.getByRole('button', { name: 'Approve' }).waitFor()
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname === '/api/v1/requests/6') asked.push(pathname)
  })
  // Longer than what it was asked every so often before.
  await page.waitForTimeout(6000)
  expect(asked).toEqual([])
  await fetch(`${stub.address}/api/v1/requests/6/answers`, { method: 'POST' })
  await page.getByText('Approved').first().waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  expect(asked).toHaveLength(1)
  expect(complaints).toEqual([])
  await close()
})

test('where what comes of it cannot be followed, it is asked for', async () => {
  const { page, close } = await stub.open(desktop)
  await page.route('**/requests/7/progress', (route) => route.fulfill({ status: 503, body: '{}' }))
  await stub.goTo(page, '/requests/7')
  await page.getByRole('button', { name: 'Approve' }).waitFor()
  await fetch(`${stub.address}/api/v1/requests/7/answers`, { method: 'POST' })
  await page.getByText('Approved').first().waitFor()
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  await close()
})
