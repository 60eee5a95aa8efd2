namespace TalentPass.Functions.Http.OpenApi;

/// <summary>
/// What the reference needs so that everybody can read it: Swagger UI's own colours have too little contrast, and its page lacks names
/// and levels that screen readers need.
/// </summary>
internal static class DocsLook
{
    /// <summary>The style sheet that is loaded after Swagger UI's own.</summary>
    public const string Css = """
        .swagger-ui .opblock.opblock-get .opblock-summary-method { background: #0b5cad; }
        .swagger-ui .opblock.opblock-post .opblock-summary-method { background: #0b6b3f; }
        .swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8a5200; }
        .swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #b3151b; }
        .swagger-ui .opblock.opblock-head .opblock-summary-method { background: #6a0dbb; }
        .swagger-ui .info .title small pre.version, .swagger-ui .info .title small.version-stamp { background: #4a6b00; }
        .swagger-ui .info .title small { background: #5c6570; }
        .swagger-ui .info .url, .swagger-ui .info a { color: #0b5cad; }
        .swagger-ui .btn.authorize, .swagger-ui .btn.authorize span { color: #0b6b3f; border-color: #0b6b3f; }
        .swagger-ui .opblock .opblock-summary-description { color: #2b3440; }

        """;

    /// <summary>The script that starts Swagger UI and completes what it draws, now and later.</summary>
    // The validator badge is off: it would send the document's address to another host.
    public const string Script = """
        SwaggerUIBundle({ url: '/openapi/v1.json', dom_id: '#docs', deepLinking: true, validatorUrl: null, docExpansion: 'list', defaultModelsExpandDepth: 0 });

        const attributes = [
          ['#servers', 'aria-label', '服务器 Server'],
          ['.information-container', 'role', 'region'],
          ['.information-container', 'aria-label', '说明 About'],
          ['.scheme-container', 'role', 'region'],
          ['.scheme-container', 'aria-label', '服务器和登录 Server and sign-in'],
          ['pre.microlight, .highlight-code > pre, .example', 'tabindex', '0'],
          ['h3.opblock-tag, section.models h4', 'aria-level', '2'],
          ['h4:not(section.models h4)', 'aria-level', '3'],
          ['h5', 'aria-level', '4'],
        ];

        const complete = () => {
          for (const [selector, name, value] of attributes) {
            for (const each of document.querySelectorAll(selector)) {
              if (each.getAttribute(name) !== value) {
                each.setAttribute(name, value);
              }
            }
          }

          // A link inside the button that opens an operation: only the button is of use.
          document.querySelectorAll('.opblock-summary-control a[href]').forEach(each => each.removeAttribute('href'));
        };

        new MutationObserver(complete).observe(document.body, { childList: true, subtree: true });
        """;
}
