// What somebody chose in the menu of themes; see shell/theme.ts.
const chosen = localStorage.getItem('gatehouse.theme')
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.colorMode = chosen
