package dev.roomcast.platform;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Looks at every setting before anything else of the application starts, and stops the deployment with one line about
 * the first wrong one.
 */
public class SettingsCheck implements Extension {

    void check(@Observes BeforeBeanDiscovery start) {
        try {
            Settings.ofDeployment().validate();
        } catch (BadSettingException wrong) {
            throw Startup.cannotStart(wrong.line());
        }
    }
}
