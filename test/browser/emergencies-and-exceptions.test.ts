import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()
const problem = { code: 'not-allowed', title: 'Not allowed', status: 403, detail: 'No.', todo: 'Ask.' }

test('an emergency is reviewed by keys, with what was found, and leaves the list', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/emergencies')
  await page.getByText('<b>only Claude</b>').first().waitFor()
  await page.getByRole('row').first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Review: acme/shop-1' })
  const reviewed = dialog.getByRole('button', { name: 'Reviewed' })
  expect(await reviewed.isDisabled()).toBe(true)
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('textbox').fill(' It fixed the handlers. ')
  await reviewed.click()
  await dialog.waitFor({ state: 'detached' })
  expect(stub.reviews).toEqual([{ found: 'It fixed the handlers.' }])
  await expect.poll(() => page.getByRole('link', { name: 'acme/shop-1' }).count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})

test('nobody is offered to review what they used themselves, and what is late says so', async () => {
  const { page, close } = await stub.open(phone)
  await stub.goTo(page, '/requests/emergencies')
  const own = page.getByRole('row').filter({ hasText: 'shop-2' })
  await own.getByText('somebody else reviews it').waitFor()
  expect(await own.getByRole('button').count()).toBe(0)
  await own.focus()
  await page.keyboard.press('Enter')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.getByRole('row').filter({ hasText: 'shop-4' }).getByText('Overdue').count()).toBe(1)
  await close()
})

test('who may not review is told so, and what was written stays', async () => {
  const { page, close } = await stub.open(desktop)
  await page.route('**/answers', (route) => route.fulfill({ status: 403, body: JSON.stringify(problem) }))
  await stub.goTo(page, '/requests/emergencies')
  await page.getByRole('button', { name: 'Review shop-3' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('It was right.')
  await dialog.getByRole('button', { name: 'Reviewed' }).click()
  await dialog.getByText('not-allowed').waitFor()
  expect(await dialog.getByRole('textbox').inputValue()).toBe('It was right.')
  await close()
})

test('the register says what is waived, who answers for it and what is done instead; its states have addresses', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/exceptions')
  const row = page.getByRole('row').filter({ hasText: 'shop-1' })
  await row.getByText('findings of aws-access-token at most high in test/**').waitFor()
  for (const words of ['acme/shop answers for it', 'Instead: Two people', 'Ends soon'])
    expect(await row.getByText(words).count()).toBe(1)
  await page.getByRole('button', { name: 'State' }).click()
  await page.getByRole('menuitemradio', { name: 'Over' }).click()
  await page.waitForURL('**/requests/exceptions?state=over')
  await page.getByRole('link', { name: 'acme/shop-6' }).waitFor()
  await close()
})

test('a condition is waived where a request stands, with who answers for it, and an exception is ended', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/2')
  await page.getByRole('button', { name: 'Waive a condition' }).click()
  const dialog = page.getByRole('dialog')
  const waive = dialog.getByRole('button', { name: 'Waive' })
  await expect
    .poll(() => dialog.getByLabel('What does not have to hold').inputValue())
    .toBe('secrets-in-tree')
  // A group is what the policy says, and nothing that could be waived.
  expect(await dialog.getByRole('option').allTextContents()).toEqual([
    'secrets-in-tree: 2 open secrets',
    'branch-protection: it could not be read',
  ])
  await dialog.getByLabel('What does not have to hold').selectOption('branch-protection')
  await dialog.getByLabel('Days').fill('14')
  expect(await waive.isDisabled()).toBe(true)
  await dialog.getByLabel('Team that answers for it').fill('acme/shop')
  await dialog.getByLabel('What is done instead').fill(' Two look at each change. ')
  expect(await lookByAxe(page)).toEqual([])
  await waive.click()
  await dialog.waitFor({ state: 'detached' })
  expect(stub.waived).toEqual([
    {
      waived: { check: 'branch-protection' },
      days: 14,
      owner: 'acme/shop',
      control: 'Two look at each change.',
    },
  ])
  await stub.goTo(page, '/requests/exceptions')
  await page.getByRole('button', { name: 'End the exception of shop-4' }).click()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'End it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => page.getByRole('link', { name: 'acme/shop-4' }).count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})

test.each([
  ['/requests/emergencies', 'emergency-reviews', 'No emergency waits for a review'],
  ['/requests/exceptions', 'exceptions', 'No exception is in force'],
])('%s teaches where nothing is, and can be asked again where it failed', async (at, asked, title) => {
  const { page, close } = await stub.open(desktop)
  let isBroken = true
  await page.route(`**/api/v1/${asked}?**`, (route) =>
    isBroken
      ? route.fulfill({ status: 403, body: JSON.stringify(problem) })
      : route.fulfill({ body: '{"items":[],"next":null}', contentType: 'application/json' }),
  )
  await stub.goTo(page, at)
  await page.getByText('not-allowed').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await close()
})

test('where not all tabs have room, the one that is shown is in sight', async () => {
  const { page, close } = await stub.open(phone)
  await stub.goTo(page, '/requests/exceptions')
  const tab = page.getByRole('link', { name: 'Exceptions', exact: true })
  await tab.waitFor()
  const box = await tab.boundingBox()
  expect(box!.x).toBeGreaterThanOrEqual(0)
  expect(box!.x + box!.width).toBeLessThanOrEqual(phone.viewport.width)
  await close()
})
