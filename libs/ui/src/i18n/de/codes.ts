/** Texts of the API by their stable code; `<code>.remedy` is what to do about it. */
const texts: Record<string, string> = {
  'excluded-address': 'Sie wurde mit einer Adresse gewechselt, deren E-Mails nicht importiert werden.',
  'excluded-domain': 'Sie wurde mit einer Domain gewechselt, deren E-Mails nicht importiert werden.',
  'excluded-sensitivity': 'Sie ist als persönlich, privat oder vertraulich gekennzeichnet; solche E-Mails werden nicht importiert.',
  'over-size-limit': 'Sie ist größer als die E-Mails, die importiert werden.',
  throttled: 'Der Mailserver hat uns gebeten, langsamer zu sein.',
  'throttled.remedy': 'Nichts zu tun: Die Synchronisation geht von selbst weiter, sobald der Server es erlaubt.',
  unavailable: 'Der Mailserver ist überlastet oder wird gewartet.',
  'unavailable.remedy': 'Nichts zu tun: Es wird von selbst erneut versucht. Hält es an, fragen Sie die Administration des Mailservers.',
  'wrong-server': 'Das Postfach liegt auf einem anderen Mailserver, an den dieser keine Anfragen weitergibt.',
  'wrong-server.remedy':
    'Es wird von selbst erneut versucht, denn das Postfach zieht vielleicht gerade um. Hält es an, verwenden Sie die Adresse des Servers, auf dem das Postfach liegt, als Serveradresse.',
  timeout: 'Der Mailserver hat nicht rechtzeitig geantwortet.',
  'timeout.remedy': 'Prüfen Sie, ob der Server läuft und ob eine Firewall zwischen ihm und dem CRM die Verbindung durchlässt.',
  'connection-refused': 'Unter dieser Adresse und diesem Port nimmt nichts Verbindungen an.',
  'connection-refused.remedy': 'Prüfen Sie die Serveradresse und ihren Port und ob der Webdienst des Servers läuft.',
  'connection-lost': 'Die Verbindung zum Mailserver ist abgebrochen.',
  'connection-lost.remedy': 'Nichts zu tun: Es wird von selbst erneut versucht. Hält es an, prüfen Sie das Netzwerk und Proxys dazwischen.',
  'protocol-error': 'Der Mailserver hat unverständlich geantwortet.',
  'protocol-error.remedy':
    'Es wird von selbst erneut versucht. Hält es an, suchen Sie nach einem Proxy oder Filter, der die Antworten verändert.',
  'authentication-failed': 'Der Mailserver hat Anmeldename oder Passwort abgelehnt.',
  'authentication-failed.remedy':
    'Prüfen Sie den Anmeldenamen und geben Sie das Passwort erneut ein. Stimmt es, fragen Sie, ob das Konto gesperrt oder die Basic-Authentifizierung abgeschaltet ist.',
  'authorization-denied': 'Diese Anmeldung darf das Postfach nicht öffnen.',
  'authorization-denied.remedy': 'Bitten Sie die Administration des Mailservers um Zugriff auf das Postfach.',
  'password-expired': 'Das Passwort ist abgelaufen oder muss geändert werden.',
  'password-expired.remedy':
    'Ändern Sie das Passwort, wo Sie es sonst tun (etwa in Outlook im Web oder in Windows), und geben Sie dann hier das neue ein.',
  'account-disabled': 'Das Konto, das sich anmeldet, ist auf dem Mailserver deaktiviert.',
  'account-disabled.remedy': 'Bitten Sie die Administration des Mailservers, das Konto zu aktivieren.',
  'client-blocked': 'Der Mailserver lässt diese Anmeldung oder dieses Programm die Exchange-Webdienste nicht benutzen.',
  'client-blocked.remedy':
    'Fragen Sie die Administration des Mailservers, ob die Exchange-Webdienste für das Postfach eingeschaltet und ob sie auf bestimmte Programme beschränkt sind: Dieses nennt sich Mailroom.',
  'impersonation-denied': 'Das Dienstkonto darf nicht für den Besitzer dieses Postfachs handeln.',
  'impersonation-denied.remedy':
    'Bitten Sie die Administration des Mailservers, dem Dienstkonto die Verwaltungsrolle ApplicationImpersonation zu geben, mit einem Bereich, in dem das Postfach liegt.',
  'impersonation-off': 'Der Mailserver lässt das Dienstkonto für niemanden handeln.',
  'impersonation-off.remedy':
    'Bitten Sie die Administration des Mailservers, dem Dienstkonto auf diesem Server den Identitätswechsel zu erlauben (bei Exchange 2007 das Recht ms-Exch-EPI-Impersonation, seit 2010 die Verwaltungsrolle ApplicationImpersonation).',
  'impersonation-failed': 'Der Mailserver konnte das Dienstkonto nicht für den Besitzer dieses Postfachs handeln lassen.',
  'impersonation-failed.remedy':
    'Fragen Sie die Administration des Mailservers, ob das Konto des Besitzers aktiviert ist und in derselben Gesamtstruktur liegt wie das Dienstkonto.',
  'mailbox-not-found': 'Auf dem Mailserver gibt es kein Postfach mit dieser Adresse.',
  'mailbox-not-found.remedy': 'Prüfen Sie die E-Mail-Adresse und ob das Postfach auf diesem Server liegt.',
  'address-not-primary': 'Das ist eine weitere Adresse des Postfachs, unter der der Mailserver es nicht öffnet.',
  'address-not-primary.remedy': 'Geben Sie statt ihrer die primäre Adresse des Postfachs ein.',
  'tls-untrusted': 'Das Zertifikat des Servers stammt von einer Stelle, der nicht vertraut wird.',
  'tls-untrusted.remedy':
    'Hat Ihre Organisation eine eigene Zertifizierungsstelle, fügen Sie deren Zertifikat beim E-Mail-Anbieter hinzu (PEM).',
  'tls-name-mismatch': 'Das Zertifikat des Servers wurde für einen anderen Namen ausgestellt.',
  'tls-name-mismatch.remedy': 'Verwenden Sie den Namen, der im Zertifikat steht, als Serveradresse.',
  'tls-expired': 'Das Zertifikat des Servers ist abgelaufen oder noch nicht gültig.',
  'tls-expired.remedy': 'Bitten Sie die Administration des Mailservers, es zu erneuern, und prüfen Sie die Uhr des CRM-Servers.',
  'tls-failed': 'Mit dieser Adresse und diesem Port ließ sich keine sichere Verbindung herstellen.',
  'tls-failed.remedy': 'Prüfen Sie, ob der Port der HTTPS-Port des Servers ist und ob er TLS 1.2 oder neuer anbietet.',
  'host-not-found': 'Einen Server dieses Namens gibt es nicht.',
  'host-not-found.remedy': 'Prüfen Sie die Serveradresse auf Tippfehler und ob der CRM-Server den Namen auflösen kann.',
  'network-forbidden': 'Diese Adresse liegt in einem Netz, zu dem das CRM keine Verbindungen aufbaut.',
  'network-forbidden.remedy':
    'Verwenden Sie die öffentliche Adresse des Mailservers, oder lassen Sie das Netz vom Betrieb freigeben (MAILROOM_ALLOWED_NETWORKS).',
  'not-exchange': 'Statt der Exchange-Webdienste hat eine Webseite geantwortet.',
  'not-exchange.remedy': 'Prüfen Sie die Serveradresse: Vor dem Server könnte die Anmeldeseite eines Proxys oder Portals stehen.',
  'endpoint-not-found': 'Der Server antwortet, hat aber keine Exchange-Webdienste unter /EWS/Exchange.asmx.',
  'endpoint-not-found.remedy': 'Prüfen Sie die Serveradresse und ob die Exchange-Webdienste auf diesem Server veröffentlicht sind.',
  'unsupported-version': 'Der Server ist älter als Exchange 2007 oder lehnt jede Version ab, die wir sprechen.',
  'unsupported-version.remedy': 'Wählen Sie beim E-Mail-Anbieter die Version des Servers, oder aktualisieren Sie den Server.',
  'send-rejected': 'Der Mailserver hat das Senden dieser Nachricht abgelehnt.',
  'send-rejected.remedy': 'Prüfen Sie die Adressen der Empfänger und die Größe der Nachricht, und senden Sie sie erneut.',
  'cursor-invalid': 'Der Server weiß nicht mehr, wo die Synchronisation dieses Ordners stand.',
  'cursor-invalid.remedy': 'Nichts zu tun: Der Ordner wird neu verglichen; gespeicherte Nachrichten werden nicht erneut geladen.',
  'item-not-found': 'Die Nachricht ist nicht mehr auf dem Server.',
  'item-not-found.remedy': 'Nichts zu tun.',
  'item-unreadable': 'Der Mailserver konnte diese Nachricht nicht herausgeben.',
  'item-unreadable.remedy': 'Sie steht bei den nicht importierten Nachrichten; öffnen Sie sie im Postfach selbst.',
  'subscription-lost': 'Der Server hat unser Abonnement der Änderungen beendet.',
  'subscription-lost.remedy': 'Nichts zu tun: Es wird erneuert, und was inzwischen geschah, wird nachgeholt.',

  'oauth-state-unknown': 'Diese Anmeldung wurde nicht hier begonnen.',
  'oauth-state-unknown.remedy': 'Verbinden Sie das Postfach erneut, aus dieser Anwendung heraus.',
  'oauth-state-expired': 'Die Anmeldung hat länger als zehn Minuten gedauert.',
  'oauth-state-expired.remedy': 'Verbinden Sie das Postfach erneut.',
  'oauth-state-other-session': 'Diese Anmeldung wurde in einem anderen Browser oder von jemand anderem begonnen.',
  'oauth-state-other-session.remedy': 'Verbinden Sie das Postfach erneut, und schließen Sie die Anmeldung im selben Browser ab.',
  'oauth-state-replayed': 'Diese Anmeldung wurde bereits verwendet.',
  'oauth-state-replayed.remedy': 'Ist das Postfach nicht verbunden, verbinden Sie es erneut.',
  'consent-denied': 'Die Erlaubnis, das Postfach zu öffnen, wurde nicht erteilt.',
  'consent-denied.remedy': 'Verbinden Sie das Postfach erneut, und stimmen Sie den angefragten Berechtigungen zu.',
  'wrong-mailbox-signed-in': 'Angemeldet hat sich jemand anderes als der Besitzer dieses Postfachs.',
  'wrong-mailbox-signed-in.remedy':
    'Verbinden Sie das Postfach erneut, und wählen Sie „Anderes Konto verwenden“, falls das falsche angeboten wird.',
  'id-token-rejected': 'Der Anmeldedienst hat nicht nachgewiesen, wer sich angemeldet hat.',
  'id-token-rejected.remedy':
    'Verbinden Sie das Postfach erneut. Hält es an, prüfen Sie das Verzeichnis (Mandant) und die Adresse des Anmeldedienstes.',
  'invalid-grant': 'Die Erlaubnis, das Postfach zu öffnen, ist erloschen.',
  'invalid-grant.remedy':
    'Wählen Sie „Erneut verbinden“, und melden Sie sich am Postfach an. Dazu kommt es, wenn sich das Passwort ändert, nach einer langen Pause oder wenn der Zugriff entzogen wird.',
  'conditional-access': 'Die Organisation verlangt, dass sich ihr Benutzer erneut ausweist.',
  'conditional-access.remedy':
    'Wählen Sie „Erneut verbinden“, und melden Sie sich am Postfach an. Wiederholt es sich, fragen Sie die Administration der Organisation nach ihrem bedingten Zugriff.',
  'not-connected': 'Zu diesem Postfach ist keine Anmeldung gespeichert.',
  'not-connected.remedy': 'Wählen Sie „Erneut verbinden“, und melden Sie sich am Postfach an.',
  'needs-admin-consent': 'Noch niemand hat dieser Anwendung erlaubt, Postfächer zu öffnen.',
  'needs-admin-consent.remedy': 'Die Administration der Organisation stimmt der Anwendung zu; verbinden Sie danach das Postfach erneut.',
  'client-rejected': 'Der Anmeldedienst hat den geheimen Clientschlüssel oder das Zertifikat abgelehnt.',
  'client-rejected.remedy':
    'Geben Sie beim E-Mail-Anbieter einen neuen Clientschlüssel oder ein neues Zertifikat ein: Das bisherige ist falsch oder abgelaufen.',
  'client-credential-invalid': 'Das Zertifikat und sein privater Schlüssel sind nicht zu gebrauchen.',
  'client-credential-invalid.remedy':
    'Geben Sie beide in PEM-Form an, den Schlüssel unverschlüsselt und als RSA-Schlüssel, und das Zertifikat, das zu ihm gehört.',
  'application-not-found': 'Das Verzeichnis hat keine Anwendung mit dieser Client-ID.',
  'application-not-found.remedy': 'Prüfen Sie beim E-Mail-Anbieter die Anwendungs-ID (Client) und das Verzeichnis (Mandant).',
  'permission-missing': 'Die Anwendung darf keinen Zugriff auf Postfächer anfragen.',
  'permission-missing.remedy':
    'Fügen Sie der Anwendung die Exchange-Berechtigung hinzu: EWS.AccessAsUser.All, oder full_access_as_app für Identitätswechsel.',
  'redirect-uri-rejected': 'Die Anwendung kennt die Adresse nicht, an die man zurückkehrt.',
  'redirect-uri-rejected.remedy':
    'Fügen Sie der Anwendung die Umleitungs-URI dieses CRM hinzu, genau so, wie der E-Mail-Anbieter sie anzeigt.',
  'tenant-not-found': 'Der Anmeldedienst kennt kein solches Verzeichnis (Mandant).',
  'tenant-not-found.remedy': 'Prüfen Sie beim E-Mail-Anbieter das Verzeichnis (Mandant): seine ID oder eine seiner Domains.',
  'authority-invalid': 'Unter dieser Adresse gibt es keinen OpenID-Anmeldedienst.',
  'authority-invalid.remedy': 'Prüfen Sie das Verzeichnis (Mandant) oder die Adresse des Anmeldedienstes, die mit https:// beginnen muss.',
  'authority-refused': 'Der Anmeldedienst hat abgelehnt.',
  'authority-refused.remedy': 'Schlagen Sie seine Fehlernummer in der Dokumentation des Anmeldedienstes oder in seinem Protokoll nach.',
  'authority-unreachable': 'Der Anmeldedienst ist nicht zu erreichen.',
  'authority-unreachable.remedy':
    'Es wird von selbst erneut versucht; eine Anmeldung muss neu begonnen werden. Hält es an, prüfen Sie, ob der CRM-Server sich mit ihm verbinden kann.',
  'authority-busy': 'Der Anmeldedienst ist überlastet oder gestört.',
  'authority-busy.remedy': 'Es wird von selbst erneut versucht; eine Anmeldung muss nach einer Weile neu begonnen werden.',

  'not-tried': 'Nicht versucht, weil ein Schritt davor fehlgeschlagen ist.',
  'sign-in-needed': 'Anmelden kann sich nur der Besitzer des Postfachs. Verbinden Sie das Postfach, und prüfen Sie dann das Konto.',
  'not-needed': 'Für dieses Postfach nicht nötig.',
  'plain-http': 'Die Verbindung ist nicht verschlüsselt.',
  'plain-http.remedy': 'Verwenden Sie https, außer beim Ausprobieren auf einem einzelnen Rechner.',
  'autodiscover-not-found': 'Die Domain verrät nicht, wo ihre Postfächer liegen.',
  'autodiscover-not-found.remedy': 'Nichts zu tun: Die Serveradresse ist bekannt. Autodiscover würde sie nur von selbst finden.',
  'autodiscover-elsewhere': 'Laut der Domain liegen ihre Postfächer auf einem anderen Server.',
  'autodiscover-elsewhere.remedy': 'Schlägt die Anmeldung fehl, verwenden Sie den Server, den die Domain nennt, als Serveradresse.',
  'method-not-offered': 'Der Mailserver bietet diese Art der Anmeldung nicht an.',
  'method-not-offered.remedy':
    'Wählen Sie als Authentifizierung des Anbieters eine der Arten, die er anbietet, oder bitten Sie seine Administration, diese einzuschalten.',
  'extended-protection': 'Anmeldename und Passwort stimmen, aber der Mailserver lehnt sie bei NTLM ab.',
  'extended-protection.remedy':
    'Der Mailserver verlangt den erweiterten Schutz (Extended Protection), der scheitert, wenn ein Proxy dazwischen TLS entschlüsselt. Lassen Sie den Proxy TLS durchreichen, geben Sie ihm das Zertifikat des Mailservers, oder wählen Sie OAuth 2.0.',
  'clock-skewed': 'Die Uhren des Mailservers und des CRM-Servers gehen verschieden.',
  'clock-skewed.remedy':
    'Stellen Sie beide Uhren über einen Zeitdienst (NTP): OAuth 2.0 und Windows-Anmeldungen erlauben fünf Minuten Abweichung.',
  'ews-disabled': 'Die Exchange-Webdienste sind für dieses Postfach ausgeschaltet.',
  'ews-disabled.remedy':
    'Bitten Sie die Administration des Mailservers, sie für das Postfach einzuschalten (Set-CASMailbox -EwsEnabled $true) oder dieses Programm zuzulassen.',
  'tenant-ews-disabled': 'Die Exchange-Webdienste sind im Microsoft 365 dieser Organisation ausgeschaltet.',
  'tenant-ews-disabled.remedy':
    'Bitten Sie die Administration der Organisation, der Anwendung die Exchange-Webdienste zu erlauben (Set-OrganizationConfig -EwsEnabled und die Liste der zugelassenen Anwendungen).',
  'sending-denied': 'Diese Anmeldung darf nicht im Postfach aufbewahren, was sie sendet.',
  'sending-denied.remedy':
    'Bitten Sie die Administration des Mailservers um Vollzugriff auf das Postfach, oder schalten Sie das Senden beim E-Mail-Anbieter aus.',

  'account-deleting': 'Dieses E-Mail-Konto wird gerade gelöscht.',
  'account-disconnected': 'Von diesem E-Mail-Konto sind nur noch die E-Mails da.',
  'account-exists': 'Dieses Postfach ist bereits verbunden.',
  'account-paused': 'Dieses E-Mail-Konto ist angehalten.',
  'basic-authentication-deprecated':
    'Microsoft schafft die Basic-Authentifizierung ab, weil sie veraltet und unsicher ist. Richten Sie OAuth 2.0 ein, damit Sie den Zugriff auf Ihre Postfächer nicht verlieren.',
  'ews-end-of-life':
    'Microsoft 365 wird über die Exchange-Webdienste erreicht, die Microsoft am 1. April 2027 abschaltet. Seit dem 1. Oktober 2026 muss die Administration des Mandanten der Anwendung ihre Benutzung erlauben.',
  'exchange-online-address':
    'Das ist die Adresse von Microsoft 365, das keine Benutzernamen und Passwörter annimmt. Wählen Sie den Diensttyp „Microsoft 365“.',
  'domain-taken': 'Eine dieser Domains gehört bereits zu einem anderen Anbieter.',
  'invalid-certificate': 'Fügen Sie das Zertifikat in PEM-Form ein, von -----BEGIN CERTIFICATE----- bis -----END CERTIFICATE-----.',
  'invalid-domain': 'Geben Sie eine Domain wie example.com ein, ohne „@“ und ohne „http://“.',
  'invalid-email-address': 'Geben Sie eine E-Mail-Adresse wie anna@example.com ein.',
  'receive-or-send-required': 'Wählen Sie mindestens eines von „E-Mails empfangen“ und „E-Mails senden“.',
  'invalid-format': 'Geben Sie eine Adresse ein, die mit https:// beginnt.',
  'oauth-required': 'Microsoft 365 nimmt nur OAuth 2.0 an.',
  'client-id-required': 'OAuth 2.0 braucht die Anwendungs-ID (Client).',
  'client-secret-required': 'OAuth 2.0 braucht den geheimen Clientschlüssel.',
  'private-key-required': 'Das Zertifikat braucht seinen privaten Schlüssel.',
  'invalid-private-key':
    'Fügen Sie den privaten Schlüssel in PEM-Form ein, unverschlüsselt, von -----BEGIN PRIVATE KEY----- bis -----END PRIVATE KEY-----.',
  'service-address-empty': 'Geben Sie die Adresse des Mailservers ein, etwa example.exchange.com.',
  'service-address-credentials': 'Entfernen Sie Name und Passwort aus der Adresse; danach wird an anderer Stelle gefragt.',
  'service-address-path': 'Geben Sie nur den Namen des Servers ein: Der Pfad ist immer /EWS/Exchange.asmx.',
  'service-address-scheme': 'Geben Sie den Namen des Servers ohne Schema oder mit https:// ein.',
  'service-address-host': 'Das ist kein Servername. Geben Sie einen wie example.exchange.com ein.',
};

export const codes: Record<string, string> = Object.fromEntries(
  Object.entries(texts).map(([code, text]) => [`mailroom.code.${code}`, text]),
);
