/** The pages that a person goes through, step by step as Microsoft's: address, password, permissions. No script in them. */

/** Asks who signs in. */
export function addressPage(address: string, problem = ''): string {
  return page(
    'Sign in to your account',
    `<h1>Sign in</h1>
    <form method="post">
      ${problemText(problem)}
      <input type="hidden" name="step" value="address">
      <label for="address">Email address</label>
      <input id="address" name="address" type="email" autocomplete="username" autofocus required value="${escape(address)}">
      <p class="actions"><button name="action" value="next">Next</button></p>
    </form>`,
  );
}

/** Asks for the password. */
export function passwordPage(address: string, problem = ''): string {
  return page(
    'Sign in to your account',
    `<p>${escape(address)}</p>
    <h1>Enter password</h1>
    <form method="post">
      ${problemText(problem)}
      <input type="hidden" name="step" value="password">
      <input type="hidden" name="address" value="${escape(address)}">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" autofocus>
      <p class="actions">
        <button name="action" value="next">Sign in</button>
        <button name="action" value="back" class="quiet">Use another account</button>
      </p>
    </form>`,
  );
}

/** Asks whether an application may have what it wants. */
export function consentPage(address: string, application: string, scopes: readonly string[]): string {
  return page(
    'Permissions requested',
    `<p>${escape(address)}</p>
    <h1>Permissions requested</h1>
    <p><strong>${escape(application)}</strong> would like to:</p>
    <ul>${scopes.map((scope) => `<li>${escape(wordsFor(scope))}</li>`).join('')}</ul>
    <form method="post">
      <input type="hidden" name="step" value="consent">
      <p class="actions">
        <button name="action" value="accept">Accept</button>
        <button name="action" value="cancel" class="quiet">Cancel</button>
      </p>
    </form>`,
  );
}

/** Says that only an administrator may agree. */
export function administratorPage(address: string, application: string): string {
  return page(
    'Need admin approval',
    `<p>${escape(address)}</p>
    <h1>Need admin approval</h1>
    <p><strong>${escape(application)}</strong> needs permission that only an administrator can grant.</p>
    <form method="post">
      <input type="hidden" name="step" value="consent">
      <p class="actions"><button name="action" value="cancel">Return to the application without granting consent</button></p>
    </form>`,
  );
}

/** Says what went wrong, where nobody can be sent back to. */
export function errorPage(message: string): string {
  return page('Sign in to your account', `<h1>Sign in</h1><p role="alert">We’re having trouble signing you in. ${escape(message)}</p>`);
}

function wordsFor(scope: string): string {
  const words: Readonly<Record<string, string>> = {
    openid: 'Sign you in',
    profile: 'View your basic profile',
    email: 'View your email address',
    offline_access: 'Maintain access to data you have given it access to',
  };
  return words[scope] ?? (scope.endsWith('/EWS.AccessAsUser.All') ? 'Access your mailboxes via Exchange Web Services' : scope);
}

function problemText(problem: string): string {
  return problem === '' ? '' : `<p role="alert" class="problem">${escape(problem)}</p>`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef1f4; color: #1b1b1b; font: 15px/1.5 system-ui, sans-serif; }
      main { box-sizing: border-box; width: min(440px, 100vw); padding: 44px; background: #fff; box-shadow: 0 2px 6px #0003; }
      h1 { margin: 0 0 16px; font-size: 24px; font-weight: 600; }
      label { display: block; margin-bottom: 4px; }
      input { box-sizing: border-box; width: 100%; padding: 8px; border: 1px solid #666; font: inherit; }
      .actions { display: flex; flex-direction: row-reverse; gap: 8px; margin: 24px 0 0; }
      button { padding: 8px 20px; border: 1px solid #0067b8; background: #0067b8; color: #fff; font: inherit; }
      .quiet { border-color: #666; background: #fff; color: #1b1b1b; }
      .problem { color: #b00020; }
    </style>
  </head>
  <body><main>${content}</main></body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
