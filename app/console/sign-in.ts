/** Where somebody signs in who then comes back. @param then of this site, such as `/repositories?outcome=denied` */
export const signInPath = (to: string): string => `/sign-in?to=${encodeURIComponent(localPath(to))}`

/** A path of this site, whatever it is made from: `//elsewhere.example` and `/\elsewhere.example` lead to other sites. Pure. */
export function localPath(text: string): string {
  return /^\/(?![/\\])/.test(text) && !/[\u0000-\u001f]/.test(text) ? text : '/'
}

/** Leaves the console for the host's sign-in page, once for however many answers say so. */
export function goToSignIn(location: Pick<Location, 'pathname' | 'search' | 'assign'>): void {
  location.assign(signInPath(location.pathname + location.search))
}
