import type { DoorHost, SignInOutcome } from '../../enforcement/members/door.ts'
import { html, type Html } from '../setup/html.ts'

/** A page: its title and what stands below. */
export interface Page {
  readonly title: string
  readonly content: Html
}

/** Where somebody signs in. @param goesTo where they want to go */
export function signInPage(hosts: readonly DoorHost[], goesTo: string): Page {
  const title = 'Sign in to Gatehouse'
  if (hosts.length === 0)
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
      )}`,
  }
}

/** What is told to somebody who could not be signed in. @param retry where they try again */
export function outcomePage(outcome: Exclude<SignInOutcome, { kind: 'signed-in' }>): Page {
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

const told: Readonly<Record<Exclude<SignInOutcome['kind'], 'signed-in' | 'stranger'>, Told>> = {
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

function toldOf(outcome: Exclude<SignInOutcome, { kind: 'signed-in' }>): Told {
  if (outcome.kind !== 'stranger') return told[outcome.kind]
  return {
    title: 'There is nothing for you here',
    text: outcome.isBehindSingleSignOn
      ? `${outcome.login} may be a member of an organization with single sign-on. Open that organization on GitHub, sign in there, and come back.`
      : `${outcome.login} is a member of no organization that this Gatehouse governs, and was granted nothing in one.`,
  }
}
