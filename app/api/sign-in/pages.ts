import type { DoorHost, SignInOutcome } from '../../enforcement/members/door.ts'
import type { CompanyRefusal } from '../../enforcement/identity/company-door.ts'
import { refusals } from '../../enforcement/identity/refusal.ts'
import { html, type Html } from '../setup/html.ts'

/** A page: its title and what stands below. */
export interface Page {
  readonly title: string
  readonly content: Html
}

/** Where somebody signs in. @param goesTo where they want to go */
export function signInPage(
  hosts: readonly DoorHost[],
  goesTo: string,
  company: CompanyDoors = noCompany,
): Page {
  const title = 'Sign in to Gatehouse'
  if (hosts.length === 0 && !company.isAny)
    return {
      title,
      content: html`<p>
        Nobody can sign in yet: the GitHub App has no client id and client secret here. Who runs Gatehouse
        sets
        <code>GITHUB_CLIENT_ID</code> and <code>GITHUB_CLIENT_SECRET</code>.
      </p>`,
    }
  return {
    title,
    content: html`<p>
        Which repositories Claude may reach, what is in them, and who decided it. You see what you can see on
        GitHub.
      </p>
      ${hosts.map(
        ({ name }) =>
          html`<form method="post" action="/sign-in">
            <input type="hidden" name="to" value="${goesTo}" />
            <button name="host" value="${name}">
              Continue with ${name === 'github.com' ? 'GitHub' : name}
            </button>
          </form>`,
      )}
      ${companyForms(company, hosts, goesTo)}`,
  }
}

/** Doors of companies, as the sign-in page shows them. */
export interface CompanyDoors {
  readonly isAny: boolean
  readonly doors: readonly { readonly id: string; readonly name: string }[]
  /** What was wrong with the address that somebody gave. */
  readonly why?: string | undefined
}
const noCompany: CompanyDoors = { isAny: false, doors: [] }

function companyForms({ isAny, doors, why }: CompanyDoors, hosts: readonly DoorHost[], goesTo: string): Html {
  if (!isAny) return html``
  return html`${doors.map(
      ({ id, name }) =>
        html`<form method="post" action="/sign-in/company">
          <input type="hidden" name="to" value="${goesTo}" />
          <button name="connection" value="${id}">Continue with ${name}</button>
        </form>`,
    )}
    <h2>By your company</h2>
    <form method="post" action="/sign-in/company">
      <input type="hidden" name="to" value="${goesTo}" />
      <label for="email">Your e-mail address at work</label>
      <input id="email" name="email" type="email" autocomplete="email" maxlength="320" required />
      ${why === undefined ? html`` : html`<p class="problem" role="alert">${why}</p>`}
      <button>Go to your company’s sign-in</button>
    </form>
    ${hosts.map(
      ({ name }) =>
        html`<details>
          <summary>Owners with a recovery code (${name === 'github.com' ? 'GitHub' : name})</summary>
          <form method="post" action="/sign-in">
            <input type="hidden" name="to" value="${goesTo}" />
            <input type="hidden" name="host" value="${name}" />
            <label>Recovery code <input name="recovery" autocomplete="off" maxlength="60" required /></label>
            <button>Continue with the recovery code</button>
          </form>
        </details>`,
    )}`
}

/** Who came by their company, and goes on through GitHub. */
export function nextPage(next: 'link' | 'github', hosts: readonly DoorHost[], goesTo: string): Page {
  const title = next === 'link' ? 'Link your GitHub account' : 'Go on through GitHub'
  return {
    title,
    content: html`<p>
        ${
          next === 'link'
            ? 'Your company has let you in. What you may see and approve depends on your account of GitHub: sign in to it once in this browser, and both are one person from then on. Auditors need none.'
            : 'Your company has let you in. GitHub says which repositories you can see, and is asked once at each sign-in.'
        }
      </p>
      ${hosts.map(
        ({ name }) =>
          html`<form method="post" action="/sign-in">
            <input type="hidden" name="to" value="${goesTo}" />
            ${next === 'link' ? html`<input type="hidden" name="link" value="yes" />` : html``}
            <button name="host" value="${name}">
              Continue with ${name === 'github.com' ? 'GitHub' : name}
            </button>
          </form>`,
      )}
      <p><a href="${goesTo}">Go on without it</a></p>`,
  }
}

/** What is told to somebody whom their company's door did not let through. */
export function refusedPage({ code, why }: CompanyRefusal): Page {
  const { title, fix } = refusals[code]
  return {
    title,
    content: html`<p class="problem" role="alert">${why}</p>
      <p>${fix}</p>
      <p><small>${code}</small></p>
      <p><a class="button" href="/sign-in">Sign in</a></p>`,
  }
}

/** What is told to somebody who could not be signed in. @param retry where they try again */
export function outcomePage(outcome: Exclude<SignInOutcome, { kind: 'signed-in' }>): Page {
  if (outcome.kind === 'company-refused') return refusedPage(outcome)
  const goesTo = 'goesTo' in outcome ? outcome.goesTo : '/'
  const again = html`<p><a class="button" href="/sign-in?to=${encodeURIComponent(goesTo)}">Sign in</a></p>`
  const { title, text } = toldOf(outcome)
  return {
    title,
    content: html`<p class="problem" role="alert">${text}</p>
      ${outcome.kind === 'misconfigured' ? html`` : again}`,
  }
}

interface Told {
  readonly title: string
  readonly text: string
}

const told: Readonly<
  Record<Exclude<SignInOutcome['kind'], 'signed-in' | 'stranger' | 'company-refused'>, Told>
> = {
  stale: {
    title: 'This sign-in is over',
    text: 'It was begun more than ten minutes ago, in another browser, or it has been used already.',
  },
  denied: { title: 'You did not agree', text: 'Nothing was given to Gatehouse, and you are not signed in.' },
  'other-issuer': {
    title: 'Another GitHub answered',
    text: 'It is not the one with which you began to sign in. Nothing was sent to either, and you are not signed in.',
  },
  refused: {
    title: 'GitHub does not confirm it',
    text: 'The code that it sent is not one that it takes back.',
  },
  misconfigured: {
    title: 'Gatehouse is not set up for this',
    text: 'GitHub does not accept the client secret or the callback address. Who runs Gatehouse finds in the log which.',
  },
  unavailable: {
    title: 'GitHub does not answer',
    text: 'You are not signed in. Try again in a minute.',
  },
}

function toldOf(outcome: Exclude<SignInOutcome, { kind: 'signed-in' | 'company-refused' }>): Told {
  if (outcome.kind !== 'stranger') return told[outcome.kind]
  return {
    title: 'There is nothing for you here',
    text: outcome.isBehindSingleSignOn
      ? `${outcome.login} may be a member of an organization with single sign-on. Open that organization on GitHub, sign in there, and come back.`
      : `${outcome.login} is a member of no organization that this Gatehouse governs, and was granted nothing in one.`,
  }
}
