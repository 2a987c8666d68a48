import { html, type Html } from './html.ts'

/** A permission as the page shows it. */
export interface ShownPermission {
  /** `Contents` */
  readonly title: string
  readonly scope: 'repository' | 'organization'
  readonly level: string
  /** Completes "to …". */
  readonly why: string
}

/** A page: its title and what stands below. */
export interface Page {
  readonly title: string
  readonly content: Html
}

/** The first page: for which organization, and what the App will ask for. */
export function organizationPage(shown: {
  readonly permissions: readonly ShownPermission[]
  readonly webHost: string
  readonly formToken: string
  readonly problem?: string
}): Page {
  const problem =
    shown.problem === undefined ? [] : [html`<p class="problem" role="alert">${shown.problem}</p>`]
  return {
    title: 'Make your Gatehouse App',
    content: html`<p>
        Gatehouse shows which repositories of your GitHub organization AI assistants can reach, and what is in
        them. It begins by only looking: the App that you make here can read and change nothing.
      </p>
      ${problem}
      <form method="post" action="/setup">
        <input type="hidden" name="form" value="${shown.formToken}" />
        <label for="organization">Name of the GitHub organization</label>
        <input
          id="organization"
          name="organization"
          required
          maxlength="39"
          pattern="[A-Za-z0-9][A-Za-z0-9\\-]*"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="organization-hint"
        />
        <div class="hint" id="organization-hint">
          As in its address: ${shown.webHost}/<b>name</b>. You must be an owner of it.
        </div>
        <button>Continue</button>
      </form>
      <h2 id="permissions">What the App asks for, and why</h2>
      <table aria-labelledby="permissions">
        <thead>
          <tr>
            <th scope="col">Permission</th>
            <th scope="col">Level</th>
            <th scope="col">To …</th>
          </tr>
        </thead>
        <tbody>
          ${shown.permissions.map(
            ({ title, scope, level, why }) =>
              html`<tr>
                <th scope="row">${title} <small>(${scope})</small></th>
                <td>${level}</td>
                <td>${why}</td>
              </tr> `,
          )}
        </tbody>
      </table>`,
  }
}

/** The second page: it posts the App's manifest to GitHub, where the person decides. */
export function confirmPage(shown: {
  readonly organization: string
  readonly action: string
  readonly manifest: string
}): Page {
  return {
    title: `Make the App on ${shown.organization}`,
    content: html`<p>
        The next page is GitHub's own. It shows the App's name, which you may change, and asks you to make it;
        then it brings you back here.
      </p>
      <form method="post" action="${shown.action}">
        <input type="hidden" name="manifest" value="${shown.manifest}" />
        <button>Make the App on GitHub</button>
      </form>
      <p><a href="/setup">Another organization</a></p>`,
  }
}

export function donePage(shown: { readonly name: string; readonly installUrl: string }): Page {
  return {
    title: `${shown.name} is made`,
    content: html`<p>
        Its credentials are kept in Gatehouse's data folder, for Gatehouse alone, and Gatehouse is starting
        with them now. Install the App on your organization, on all repositories, so that nothing stays
        unseen.
      </p>
      <p><a class="button" href="${shown.installUrl}">Install it</a></p>`,
  }
}

/** Something did not work, and what to do. */
export function problemPage(
  title: string,
  text: string,
  link?: { readonly to: string; readonly text: string },
): Page {
  const way = link === undefined ? [] : [html`<p><a class="button" href="${link.to}">${link.text}</a></p>`]
  return {
    title,
    content: html`<p class="problem" role="alert">${text}</p>
      ${way}`,
  }
}
