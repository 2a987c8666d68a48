/** How the sign-in page looks, in light and in dark. */
export const style = `
:root { color-scheme: light dark; --page: #f6f8fa; --card: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --chosen: #ddf4ff; --accent: #1f883d; --focus: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --page: #010409; --card: #0d1117; --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --chosen: #122d4b; --accent: #238636; --focus: #4493f8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 32rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; font-weight: 400; text-align: center; margin: .5rem 0 1.25rem; }
.host { text-align: center; color: var(--soft); font-size: .875rem; margin: 0; }
fieldset { margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); overflow: hidden; }
legend { float: left; width: 100%; padding: .75rem 1rem; font-weight: 600; }
.person { clear: both; display: flex; gap: .75rem; align-items: center; min-height: 3.5rem; padding: .5rem 1rem; border-top: 1px solid var(--line); cursor: pointer; }
.person:has(:checked) { background: var(--chosen); }
.person:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: -3px; }
.avatar { flex: none; width: 2.25rem; height: 2.25rem; border-radius: 50%; background: #59636e; color: #fff; font-size: .8rem; line-height: 2.25rem; text-align: center; }
.login, .parts, .hint { color: var(--soft); }
.parts { display: block; font-size: .875rem; }
.hint { font-size: .875rem; }
fieldset .hint { clear: both; margin: 0; padding: .75rem 1rem; border-top: 1px solid var(--line); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
button { font: inherit; font-weight: 600; padding: .6rem 1rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: var(--text); cursor: pointer; }
button.main { flex: 1; border-color: transparent; background: var(--accent); color: #fff; }
button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`
