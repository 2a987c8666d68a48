import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { useStubConsole } from './use-stub-console.ts'

const stub = useStubConsole()

test('who said it takes it back, and is not offered to confirm it', async () => {
  const { page, complaints, close } = await stub.open(phone)
  await stub.goTo(page, '/findings/verdicts')
  const own = page.getByRole('row').filter({ hasText: 'shop-5' })
  await own.getByText('somebody else confirms it').waitFor()
  await own.getByRole('checkbox').click()
  expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Take back' }).click()
  const dialog = page.getByRole('dialog', { name: 'Take back: 1 answer' })
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await page.getByText('1 answer taken back').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  expect(stub.decided).toEqual(['end 5'])
  expect(complaints).toEqual([])
  await close()
})

test('answers are confirmed together, each by itself: what could not be says why, and stays', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/findings/verdicts')
  const rows = page.getByRole('grid', { name: 'Answers' }).getByRole('row')
  await rows.first().getByText('<b>every</b>').or(rows.first().getByText('nothing else')).first().waitFor()
  for (const name of ['shop-1', 'shop-2'])
    await page.getByRole('row').filter({ hasText: name }).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Confirm' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm: 2 answers' })
  await dialog.getByText('shop-1').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('1 answer confirmed').waitFor()
  await page.getByText('You are not named here.').waitFor()
  expect(stub.decided).toContain('confirm 1')
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'shop-1' }).count()).toBe(0)
  expect(await page.getByRole('row').filter({ hasText: 'shop-2' }).count()).toBe(1)
  await close()
})

test('what is refused leaves the list; where nothing waits, the page says how something comes there', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/findings/verdicts')
  await page.getByRole('row').filter({ hasText: 'shop-3' }).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Refuse' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
  await page.getByText('1 answer refused').waitFor()
  expect(stub.decided).toContain('end 3')
  await page.route('**/api/v1/findings/verdicts?**', (route) =>
    route.fulfill({ body: '{"items":[],"next":null}', contentType: 'application/json' }),
  )
  await stub.goTo(page, '/findings/verdicts')
  await page.getByRole('heading', { name: 'No answer waits to be confirmed' }).waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await close()
})
