import type { GitHub } from './github.ts'
import { registerApp } from './register-app.ts'
import type { Reply } from './reply.ts'
import { accessToken } from './sign-in/access-token.ts'
import { authorize, decide } from './sign-in/authorize.ts'
import type { Browser, Headers } from './web-page.ts'

export interface Website {
  /** The answer to a page of the website, or undefined where it has none. */
  readonly answer: (method: string, url: URL, text: string, headers: Headers) => Reply | undefined
  readonly browser: Browser
}

export function createWebsite(github: GitHub): Website {
  const browser: Browser = { user: undefined }
  return {
    browser,
    answer(method, url, text, headers) {
      if (method === 'GET' && url.pathname === '/login/oauth/authorize')
        return authorize(github.world, browser, url.searchParams)
      if (method === 'POST' && url.pathname === '/login/oauth/authorize') return decide(github.world, text)
      if (method === 'POST' && url.pathname === '/login/oauth/access_token')
        return accessToken(github.world, url.searchParams, text, headers)
      const match = /^(?:\/organizations\/([^/]+))?\/settings\/apps\/new$/.exec(url.pathname)
      if (method === 'POST' && match) return registerApp(github, browser, match[1], url.searchParams, text)
      return undefined
    },
  }
}
