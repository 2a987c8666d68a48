import { expect, test } from 'vitest'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

/** Names that their owners write with a small letter or a sign first. */
const smallNames =
  /^(?:npm|crates\.io|age|dbt Cloud|n8n|remove\.bg|hCaptcha|urlscan\.io|monday\.com|eBay|xAI|ngrok|curl|sshpass|phpMyAdmin|\.NET|\.netrc) /

test.each(secretRules)('$id: its title and sentences read as such', ({ title, why, fix }) => {
  expect(title.replace(smallNames, 'A name ')).toMatch(/^[A-Z0-9]/)
  expect(title).not.toMatch(/[.:!?]$|\s{2}|\b(\w+) \1\b/i)
  expect(title.length).toBeLessThanOrEqual(80)
  for (const text of [why, fix]) {
    expect(text).toMatch(/^[A-Z].*\.$/s)
    expect(text).not.toMatch(/\s{2}|\.\.$|[a-z]'[a-z]|undefined|\b(\w+) \1\b/)
    expect(text.length).toBeLessThanOrEqual(400)
  }
})

test('no two rules have the same title', () => {
  const titles = secretRules.map(({ title }) => title)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toStrictEqual([])
})

test('what is revoked by a command is revoked with it, and elsewhere at a page or under a menu', () => {
  const fixOf = (id: string) => secretRules.find((rule) => rule.id === id)?.fix
  expect(fixOf('vault-service-token')).toMatch(/^Revoke it with `vault token revoke` and make a new one; /)
  expect(fixOf('github-personal-access-token')).toMatch(/^Revoke it and make a new one at https:/)
  expect(fixOf('gitlab-deploy-token')).toMatch(/^Revoke it and make a new one under Settings > /)
})
