package dev.roomcast.platform;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Looks at every setting before anything else of the application starts, and stops the deployment with one line about
 * the first wrong one. Names that mean nothing are told in a warning.
 */
public class SettingsCheck implements Extension {
    private static final System.Logger LOG = System.getLogger(SettingsCheck.class.getName());

    void check(@Observes BeforeBeanDiscovery start) {
        try {
            Settings.ofDeployment().validate();
            Settings.warningsOfDeployment().forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
        } catch (BadSettingException wrong) {
            throw Startup.cannotStart(wrong.line());
        }
    }
}
