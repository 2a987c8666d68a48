import { expect, test } from 'vitest'
import { company } from '../simulated.ts'

const webhook = { url: 'http://127.0.0.1:9/', secret: 'secret' }

/** A company whose App hears everything; nobody listens, but the log tells what was sent. */
async function heard() {
  const made = await company({ contents: 'read' })
  Object.assign(made.app.webhook, { ...webhook, active: true })
  made.installation.events = ['push', 'create', 'delete', 'repository', 'public']
  const events = async () => {
    await made.github.webhooks.settled()
    return made.github.webhooks
      .deliveries(made.app.id)
      .map(({ event, action, text }) => ({
        name: action ? `${event}.${action}` : event,
        payload: JSON.parse(text),
      }))
      .toReversed()
  }
  return { ...made, events }
}

test('a commit that is pushed is real, and told with its files', async () => {
  const { github, acme, ada, octokit, events } = await heard()
  const web = github.addRepository(acme, { name: 'web', files: { 'a.txt': 'a\n', 'b.txt': 'b\n' } })
  const before = (await (await github.git.of(web)).commitId('main'))!
  const sha = await github.pushCommit(web, {
    files: { 'a.txt': 'A\n', 'b.txt': null, 'c/d.txt': 'd\n' },
    message: 'Change much',
    sender: ada,
  })
  const { data } = await octokit.repos.getCommit({ owner: 'acme', repo: 'web', ref: 'main' })
  expect(data).toMatchObject({ sha, parents: [{ sha: before }], commit: { message: 'Change much' } })
  const sent = await events()
  expect(sent.map(({ name }) => name)).toEqual(['push'])
  expect(sent[0]!.payload).toMatchObject({
    ref: 'refs/heads/main',
    before,
    after: sha,
    sender: { login: 'ada' },
    commits: [{ id: sha, added: ['c/d.txt'], modified: ['a.txt'], removed: ['b.txt'] }],
  })
})

test('a branch begins at the default one, goes on, and is removed', async () => {
  const { github, acme, events } = await heard()
  const web = github.addRepository(acme, { name: 'web', files: { a: '1\n' } })
  await github.pushCommit(web, { branch: 'topic', files: { b: '2\n' } })
  const last = await github.pushCommit(web, { branch: 'topic', files: { c: '3\n' } })
  const store = await github.git.of(web)
  expect((await store.tree(last, true)).map(({ path }) => path)).toEqual(['a', 'b', 'c'])
  await github.removeBranch(web, { branch: 'topic' })
  expect(await store.commitId('topic')).toBeUndefined()
  // Deliveries go out side by side.
  expect((await events()).map(({ name }) => name).toSorted()).toEqual(
    ['push', 'create', 'push', 'push', 'delete'].toSorted(),
  )
})

test('the first commit of an empty repository has no parent', async () => {
  const { github, acme } = await heard()
  const web = github.addRepository(acme, { name: 'web' })
  const sha = await github.pushCommit(web, { files: { a: '1\n' } })
  const store = await github.git.of(web)
  expect((await store.run(['rev-list', '--count', sha])).trim()).toBe('1')
})

test('what happens to repositories is told as GitHub tells it', async () => {
  const { github, acme, events } = await heard()
  const other = github.addOrganization({ login: 'other' })
  const web = github.createRepository(acme, { name: 'web', files: { a: '1\n' } })
  github.rename(web, { name: 'shop' })
  github.archive(web, { archived: true })
  github.archive(web, { archived: false })
  github.setVisibility(web, { visibility: 'public' })
  github.setVisibility(web, { visibility: 'private' })
  github.remove(web)
  const moved = github.addRepository(acme, { name: 'moved' })
  github.transfer(moved, { owner: other })
  const names = (await events()).map(({ name }) => name)
  expect(names.toSorted()).toEqual(
    ['created', 'renamed', 'archived', 'unarchived', 'publicized', 'privatized', 'deleted']
      .map((action) => `repository.${action}`)
      .toSorted(),
  )
  expect(moved.ownerId).toBe(other.id)
})
