import { createHash } from 'node:crypto'
import { type Html, html } from '../../../../app/api/setup/html.ts'
import type { Organization, User } from '../../world/entities.ts'
import type { World } from '../../world/world.ts'
import type { Reply } from '../reply.ts'
import type { Asked } from './authorize.ts'
import { style } from './style.ts'

/** More would be no list to choose from. */
const mostShown = 200

/**
 * Where GitHub would ask for a password and whether the person agrees: it lists everybody who is there, with what they are in their
 * organizations. It works without a script.
 */
export function signInPage(world: World, asked: Asked, query: URLSearchParams): Reply {
  const people = peopleOf(world, query.get('login') ?? '')
  const shown = people.slice(0, mostShown)
  const rest = people.length - shown.length
  const { app } = asked
  const content = html`<form method="post" action="/login/oauth/authorize">
    ${kept(query)}
    <fieldset>
      <legend>Who are you?</legend>
      ${shown.map((user, index) => choice(world, user, index === 0))}
      ${
        rest > 0
          ? html`<p class="hint">
              And ${String(rest)} more. To be one of them, add <code>&amp;login=…</code> to the address.
            </p>`
          : html``
      }
    </fieldset>
    <p class="hint">
      ${app.name} will learn who you are and, within what it may see itself, which repositories you can see.
      You go back to <b>${new URL(asked.redirect).origin}</b>.
    </p>
    <div class="buttons">
      <button name="decision" value="authorize" class="main">Authorize ${app.name}</button>
      <button name="decision" value="cancel" formnovalidate>Cancel</button>
    </div>
  </form>`
  const title = `Sign in to ${app.name}`
  return {
    status: 200,
    headers: { 'content-security-policy': policyFor(asked), 'cache-control': 'no-store' },
    bytes: { type: 'text/html; charset=utf-8', content: Buffer.from(document(title, content)) },
  }
}

/** Nothing of what was asked may be lost on the way through the form. */
const kept = (query: URLSearchParams): readonly Html[] =>
  [...query]
    .filter(([name]) => name !== 'person' && name !== 'decision')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)

/** Everybody but bots, by their names; the one that was suggested comes first. */
function peopleOf(world: World, suggested: string): readonly User[] {
  const isSuggested = ({ login }: User): boolean => login.toLowerCase() === suggested.toLowerCase()
  return [...world.users.values()]
    .filter(({ type }) => type === 'User')
    .toSorted(
      (a, b) => Number(isSuggested(b)) - Number(isSuggested(a)) || a.login.localeCompare(b.login, 'en'),
    )
}

function choice(world: World, user: User, isFirst: boolean): Html {
  const parts = partsOf(world, user)
  const checked = isFirst ? html`checked` : html``
  return html`<label class="person">
    <input type="radio" name="person" value="${user.login}" required ${checked} />
    <span class="avatar" aria-hidden="true">${initialsOf(user)}</span>
    <span>
      <b>${user.name ?? user.login}</b> <span class="login">${user.login}</span>
      <span class="parts"> ${parts.length === 0 ? 'in no organization' : parts.join(' · ')} </span>
    </span>
  </label>`
}

const partsOf = (world: World, user: User): readonly string[] =>
  [...world.organizations.values()].flatMap((organization) => partIn(organization, user))

function partIn({ login, members, teams }: Organization, { id }: User): readonly string[] {
  const role = members.get(id)
  if (role === undefined) return []
  const own = teams.filter((team) => team.members.has(id)).map(({ name }) => name)
  const beside = own.length === 0 ? '' : ` (${own.join(', ')})`
  return [`${role === 'admin' ? 'owner' : 'member'} of ${login}${beside}`]
}

const initialsOf = ({ name, login }: User): string =>
  (name ?? login)
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 2)
    .toUpperCase()

const styleHash = createHash('sha256').update(style).digest('base64')

/** Browsers judge a form's redirects by `form-action` too, so the way back has to be in it. */
const policyFor = ({ redirect }: Asked): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${new URL(redirect).origin}; base-uri 'none'; frame-ancestors 'none'`

const document = (title: string, content: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · simulated GitHub</title>
        ${{ html: `<style>${style}</style>` }}
      </head>
      <body>
        <main>
          <p class="host">A simulated GitHub. Nothing here leaves this machine.</p>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.html
