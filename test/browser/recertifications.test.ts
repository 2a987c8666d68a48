import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()
const problem = { code: 'not-allowed', title: 'Not allowed', status: 403, detail: 'No.', todo: 'Ask.' }

test('what is late says so, what is closed has an address, and a recertification is gone to by keys', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/recertifications')
  const rows = page.getByRole('grid', { name: 'Recertifications' }).getByRole('row')
  await rows.first().getByText('20 to confirm', { exact: false }).waitFor()
  expect(await rows.nth(1).getByText('Overdue').count()).toBe(1)
  await page.getByRole('button', { name: 'State' }).click()
  await page.getByRole('menuitemradio', { name: 'Closed' }).click()
  await page.waitForURL('**/requests/recertifications?state=closed')
  await page.goBack()
  await rows.first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/requests/recertifications/1')
  await page.getByRole('heading', { name: 'Approvals of acme', level: 1 }).waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('several approvals are kept together, each in its own review, also those nobody here sees', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/recertifications/1')
  await page.getByRole('row').filter({ hasText: 'acme/shop-1' }).first().waitFor()
  expect(await page.getByText('A repository that you do not see on GitHub').count()).toBeGreaterThan(0)
  await page.getByRole('checkbox', { name: 'Select all approvals' }).click()
  await page.getByRole('button', { name: 'Keep' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keep 20 approvals' })
  await dialog.waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep' }).click()
  // What came of each review is said, in the words of its issue.
  await page.getByText('14 approvals in review 1').waitFor()
  await page.getByText('6 approvals in review 2').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('heading', { name: 'Nothing of it is like this' }).waitFor()
  expect(stub.confirmations).toMatchObject([
    { review: '1', answer: 'keep', numbers: [1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20] },
    { review: '2', answer: 'keep' },
  ])
  expect(complaints).toEqual([])
  await close()
})

test('nothing is dropped without a reason, and who may not is told so, with what was written kept', async () => {
  const { page, close } = await stub.open(phone)
  await page.route('**/answers', (route) => route.fulfill({ status: 403, body: JSON.stringify(problem) }))
  await page.route('**/items?**', (route) =>
    route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify({
        items: [
          {
            review: '1',
            number: 1,
            repository: { id: '1', name: 'shop-1' },
            issue: 4,
            state: 'open',
            answeredBy: null,
            answeredAt: null,
          },
        ],
        next: null,
      }),
    }),
  )
  await stub.goTo(page, '/requests/recertifications/2')
  await page.getByRole('checkbox', { name: 'Select', exact: true }).click()
  await page.getByRole('button', { name: 'Drop' }).click()
  const dialog = page.getByRole('dialog', { name: 'Drop 1 approval' })
  const drop = dialog.getByRole('button', { name: 'Drop' })
  expect(await drop.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('Nobody works on it.')
  await drop.click()
  await dialog.getByText('not-allowed').waitFor()
  expect(await dialog.getByRole('textbox').inputValue()).toBe('Nobody works on it.')
  expect(await lookByAxe(page)).toEqual([])
  await close()
})

test('nothing can be answered of what is closed', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/requests/recertifications/3?state=lapsed')
  await page.getByText('Closed').first().waitFor()
  await page.getByText('Lapsed').first().waitFor()
  expect(await page.getByRole('checkbox').count()).toBe(0)
  await close()
})
