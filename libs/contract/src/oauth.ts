import * as z from 'zod';

/** Microsoft's clouds, which sign in and serve mail at addresses of their own ("National clouds"). */
export const microsoftCloudSchema = z.enum(['global', 'usGovernment', 'china']);
export type MicrosoftCloud = z.infer<typeof microsoftCloudSchema>;

/** `GET /oauth/registration`: what an administrator enters where the application is registered. */
export const oauthRegistrationSchema = z.object({
  /** Exactly as the sign-in service must know it. */
  redirectUri: z.string(),
  permissions: z.array(z.object({ name: z.string(), type: z.enum(['delegated', 'application']) })),
});
export type OAuthRegistration = z.infer<typeof oauthRegistrationSchema>;

/** What `POST /accounts` and `POST /accounts/:id/reconnect` answer when the mailbox's owner signs in elsewhere. */
export const authorizationStartSchema = z.object({ authorizationUrl: z.url() });
export type AuthorizationStart = z.infer<typeof authorizationStartSchema>;

/** A path of the host's screens that a browser may be sent back to: never another site. */
export const returnPathSchema = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/);

/** What `GET /oauth/callback` adds to the query of `returnTo`: the account that is connected now, or why none is. */
export const oauthReturnSchema = z.object({ connectedAccount: z.string().optional(), connectError: z.string().optional() });
export type OAuthReturn = z.infer<typeof oauthReturnSchema>;
