import { statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, phone } from './open-browser.ts'
import { pages } from './pages.ts'
import { stubRepositories } from './stub-server.ts'
import { useStubConsole } from './use-stub-console.ts'

const mostOfFirstLoad = 250 * 1024

const stub = useStubConsole()

/** Each width and each colour once; `npm run proof` also looks at the other two of the four. */
const looks = [
  { name: 'wide, light', options: { ...desktop, colorScheme: 'light' } },
  { name: 'narrow, dark', options: { ...phone, colorScheme: 'dark' } },
] as const
const inProof = [
  { name: 'wide, dark', options: { ...desktop, colorScheme: 'dark' } },
  { name: 'narrow, light', options: { ...phone, colorScheme: 'light' } },
] as const

test.each(process.env['PROOF'] === undefined ? looks : [...looks, ...inProof])(
  'no page offends axe, the content security policy or its own console, and each is loaded by little: $name',
  async ({ options }) => {
    const { page, complaints, close } = await stub.open(options)
    const scripts = new Set<string>()
    // Also of what the browser has kept: it asks itself.
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname)
    })
    const found: Record<string, readonly string[]> = {}
    for (const { name, path: address } of pages) {
      scripts.clear()
      await stub.goTo(page, address)
      const bytes = [...scripts].map((script) => statSync(path.join(stub.folder, `${script}.gz`)).size)
      expect(bytes.length, name).toBeGreaterThan(1)
      const load = bytes.reduce((sum, size) => sum + size, 0)
      const wrong = await lookByAxe(page)
      const widest = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      found[name] = [
        ...wrong,
        ...(Number(widest) > 0 ? ['wider than the screen'] : []),
        ...(load < mostOfFirstLoad ? [] : [`it loads ${load} bytes of script`]),
      ]
    }
    expect(found).toEqual(Object.fromEntries(pages.map(({ name }) => [name, []])))
    expect(complaints).toEqual([])
    await close()
  },
)

test('the list of repositories is worked by keys, and holds only the rows about the screen', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await stub.goTo(page, '/')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.getByRole('row').first().waitFor()
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Repositories')
  await page.getByRole('row').first().focus()
  for (const key of ['j', 'j', 'x']) await page.keyboard.press(key)
  await page.getByText('1 selected').waitFor()
  expect(await page.locator('[role=row][aria-selected=true]').getAttribute('aria-rowindex')).toBe('3')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/repositories/3')
  await page.goBack()
  // A part of what is there, however far somebody goes: each end that comes into view brings the next page of rows.
  const rows = page.getByRole('row')
  const scrolledTo = async () => {
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    return Number(await rows.last().getAttribute('aria-rowindex'))
  }
  await expect.poll(scrolledTo, { timeout: 60_000 }).toBeGreaterThan(300)
  expect(await rows.count()).toBeLessThan(80)
  expect(stubRepositories).toBeGreaterThan(300)
  expect(complaints).toEqual([])
  await close()
})

test('a repository is found from anywhere by a part of its name', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/audit?organization=1')
  await page.keyboard.press('/')
  await page.keyboard.type('billing-2002')
  await page.getByRole('option', { name: 'acme/billing-2002' }).waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.waitForURL('**/repositories/2002?organization=1')
  await close()
})

test('what is filtered stands in the address, and goes back with it', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/repositories')
  await page.getByRole('button', { name: 'Decision' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Denied' }).click()
  await page.waitForURL('**/repositories?outcome=denied')
  await page.keyboard.press('Escape')
  await page.getByLabel('Find a repository').fill('shop')
  await page.waitForURL('**/repositories?search=shop&outcome=denied')
  await page.goBack()
  await page.waitForURL('**/repositories')
  // The field follows the address when it is drawn again.
  await expect.poll(() => page.getByLabel('Find a repository').inputValue()).toBe('')
  await close()
})

test('shortcuts are explained, and can be switched off', async () => {
  const { page, close } = await stub.open(desktop)
  await stub.goTo(page, '/')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await page.getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  expect(new URL(page.url()).pathname).toBe('/')
  await close()
})

test('a theme is chosen, and is there before anything is drawn the next time', async () => {
  const { page, close } = await stub.open({ ...desktop, colorScheme: 'light' })
  await stub.goTo(page, '/')
  await page.getByRole('button', { name: /^Theme/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.goto(stub.address, { waitUntil: 'commit' })
  await page.locator('html[data-color-mode=dark]').waitFor()
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).not.toBe(
    'rgb(255, 255, 255)',
  )
  await close()
})

test('whoever is no longer signed in goes to sign in, and then back', async () => {
  const { page, close } = await stub.open(desktop)
  await page.route('**/api/v1/me', (route) => route.fulfill({ status: 401, body: '{}' }))
  await page.route('**/sign-in?*', (route) => route.fulfill({ body: 'the door' }))
  await page.goto(`${stub.address}/repositories?outcome=denied`)
  await page.waitForURL('**/sign-in?*')
  expect(page.url()).toContain('?to=%2Frepositories%3Foutcome%3Ddenied')
  await close()
})

test('a list that could not be fetched says why, and is fetched again when asked', async () => {
  const { page, close } = await stub.open(desktop)
  const problem = {
    code: 'not-allowed',
    title: 'Not allowed',
    status: 403,
    detail: 'You may not.',
    todo: 'Ask.',
  }
  let fails = true
  await page.route('**/api/v1/repositories?*', (route) =>
    fails ? route.fulfill({ status: 403, body: JSON.stringify(problem) }) : route.continue(),
  )
  await stub.goTo(page, '/repositories')
  await page.getByText('not-allowed').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  fails = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('row').first().waitFor()
  await close()
})

test('a browser that keeps nothing of pages shows them, and remembers until it leaves', async () => {
  const { page, complaints, close } = await stub.open(desktop)
  await page.addInitScript(
    `Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
  )
  await stub.goTo(page, '/requests')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(complaints).toEqual([])
  await close()
})
