{{/* What the pods of the API and of the listeners have in common. Usage: include "mailroom.pod" (dict "root" $ "name" "api" "port" 3000 "probe" "/api/health") */}}
{{- define "mailroom.pod" -}}
{{- $values := .root.Values -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  fsGroup: 1000
terminationGracePeriodSeconds: 15
containers:
  - name: {{ .name }}
    image: {{ index $values.images .name | quote }}
    imagePullPolicy: {{ $values.images.pullPolicy }}
    ports:
      - name: http
        containerPort: {{ .port }}
    envFrom:
      - secretRef:
          name: {{ $values.secretName }}
    env:
      - name: MAILROOM_BASE_URL
        value: {{ $values.baseUrl | quote }}
      - name: MAILROOM_BLOBS
        value: {{ $values.blobs | quote }}
      - name: MAILROOM_ALLOWED_NETWORKS
        value: {{ $values.allowedNetworks | quote }}
    livenessProbe:
      httpGet: { path: {{ .live }}, port: http }
      periodSeconds: 10
    readinessProbe:
      httpGet: { path: {{ .ready }}, port: http }
      periodSeconds: 10
    securityContext:
      allowPrivilegeEscalation: false
      capabilities: { drop: [ALL] }
    resources: {{- toYaml (index $values .name).resources | nindent 6 }}
    volumeMounts:
      - name: data
        mountPath: /var/lib/mailroom
volumes:
  - name: data
    {{- if $values.volumeClaim }}
    persistentVolumeClaim: { claimName: {{ $values.volumeClaim }} }
    {{- else }}
    emptyDir: {}
    {{- end }}
{{- end }}
